import { fileTrouble } from "../file-trouble.ts";
import { RotatingFile, numberedLines, type RotatingFileConfig } from "../rotating-file.ts";
import type { DeadLetter, Stored } from "./dead-letter.ts";
import { encodeLetter } from "./entry.ts";

/** Letters as NDJSON in a rotating file, on the disk before they count as stored. */
export function createFileDeadLetter(config: RotatingFileConfig): DeadLetter {
  const file = new RotatingFile(numberedLines(config));
  return {
    close: () => file.close(),
    async store(letters, signal): Promise<Stored> {
      const lines = Buffer.from(letters.map((letter) => `${encodeLetter(letter)}\n`).join(""));
      try {
        if (await file.append(lines, signal)) return { kind: "ok" };
        return { kind: "failed", message: `The write to ${config.path} was called off` };
      } catch (error) {
        const trouble = fileTrouble(error, config.path);
        if (trouble === undefined) throw error;
        return { kind: "failed", message: trouble.message };
      }
    },
  };
}
