export { type HostileInput, hostileInputs } from "./hostile-inputs.ts";
export { type Perturbation, testVerifier, type VerifierCase, type VerifierSuite } from "./test-verifier.ts";
