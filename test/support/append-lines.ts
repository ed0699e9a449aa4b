/**
 * Run as a process of its own, under limits that a test sets: appends lines of the given lengths to a file, and
 * prints what became of each.
 */
import { RotatingFile, numberedLines } from "../../src/deliver/rotating-file.ts";

const [path = "", ...lengths] = process.argv.slice(2);
const file = new RotatingFile(numberedLines({ path, rotateBytes: Infinity, keepFiles: 0 }));
for (const [index, length] of lengths.entries()) {
  const line = Buffer.alloc(Number(length), String(index));
  line[line.length - 1] = 0x0a;
  const outcome = await file.append(line, new AbortController().signal).then(
    () => "kept",
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
  );
  console.log(outcome);
}
await file.close();
