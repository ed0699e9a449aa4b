/**
 * A configuration file, read and judged as a whole: every problem at once, none of them an exception.
 */
import { readDocument, type Finding, type Path } from "./document.ts";
import { whyUnreadable, type Environment } from "./environment.ts";
import { explain, findingsOf } from "./explain.ts";
import { configSchema, resolveConfig, type Config, type ConfigFile } from "./schema.ts";
import { judge } from "./surroundings.ts";
import { UnusableFile, parseYaml } from "./syntax.ts";

export type Loaded =
  | {
      readonly ok: true;
      readonly config: Config;
      /** The same in the shape of the file, for `effectiveYaml`. */
      readonly file: ConfigFile;
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly errors: readonly string[] };

/** Errors and warnings are whole lines that name the file; they never show a secret. */
export function loadConfig(path: string, environment: Environment): Loaded {
  try {
    return load(path, environment);
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error;
    return {
      ok: false,
      errors: [`${[path, error.position].filter(Boolean).join(":")}: ${error.message}`],
    };
  }
}

function load(path: string, environment: Environment): Loaded {
  const { document, lines } = parseYaml(readBytes(path, environment));
  const { tree, problems, warnings, places } = readDocument(document, environment);
  const sheet = { file: path, lines, places };
  const parsed = configSchema.safeParse(tree);
  if (!parsed.success || problems.length > 0) {
    const found = parsed.success ? [] : findingsOf(parsed.error.issues, tree);
    const errors = [...problems, ...found.filter((finding) => !isBelowAny(finding.path, problems))];
    return { ok: false, errors: explain(errors, sheet) };
  }
  const judged = judge(parsed.data, environment);
  if (judged.errors.length > 0) return { ok: false, errors: explain(judged.errors, sheet) };
  return {
    ok: true,
    config: resolveConfig(parsed.data),
    file: parsed.data,
    warnings: explain([...warnings, ...judged.warnings], sheet),
  };
}

function readBytes(path: string, { files }: Environment): Buffer {
  try {
    return files.read(path);
  } catch (error) {
    throw new UnusableFile(`the file ${whyUnreadable(error)}`);
  }
}

/** A value that could not be read has one problem, whatever else a field says of it. */
function isBelowAny(path: Path, problems: readonly Finding[]): boolean {
  return problems.some((problem) => problem.path.every((part, index) => part === path[index]));
}
