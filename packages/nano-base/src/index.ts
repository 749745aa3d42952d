import { fileURLToPath } from "node:url";

/** The model's folder in Hugging Face's layout: config, tokenizer and weights. */
export const nanoBaseFolder: string = fileURLToPath(new URL("../model", import.meta.url));
