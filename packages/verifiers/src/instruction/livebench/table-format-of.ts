import { type TableFormat, tableFormats } from "./tables.ts";

/** The format that a prompt of the task asks for: the one behind its last `Target Format:`, or behind `… format to`. */
export function tableFormatOf(prompt: string): TableFormat | undefined {
  const newer = /Target Format:\s*([A-Za-z]+)(?![\s\S]*Target Format:)/iu.exec(prompt)?.[1];
  const older = /Please convert the Input Table from [A-Za-z]+ format to ([A-Za-z]+) format/iu.exec(
    prompt,
  )?.[1];
  const name = (newer ?? older)?.toLowerCase();
  return tableFormats.find((format) => format === name);
}
