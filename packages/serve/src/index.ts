export { type RewardServer, type RewardServerOptions, startRewardServer } from "./reward-server.ts";
