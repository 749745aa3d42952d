export { type HostileInput, hostileInputs } from "./hostile-inputs.ts";
export { testVerifier, type VerifierCase, type VerifierSuite } from "./test-verifier.ts";
