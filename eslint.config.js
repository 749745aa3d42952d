import { guruConfig } from "@guru/eslint-config";

// For the examples; each package has a config of its own, which eslint finds by the file it looks at.
export default guruConfig(import.meta.dirname);
