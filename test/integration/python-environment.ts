import { join } from "node:path";
import { cachedDirectory } from "./cached-directory.ts";
import { perform } from "./perform.ts";

/** A virtual environment with what the requirements file names. Returns its directory. */
export function pythonEnvironment(name: string, requirements: string): Promise<string> {
  return cachedDirectory(name, [requirements], async (into) => {
    await perform("python3", ["-m", "venv", into], into);
    await perform(join(into, "bin", "pip"), ["install", "--quiet", "-r", requirements], into);
  });
}
