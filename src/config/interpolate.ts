/**
 * `${NAME}`, `${NAME:-default}` and `${file:/path}` inside a text; `$${` is a plain `${`.
 * What is filled in is not looked at again.
 */
import { whyUnreadable, type Environment } from "./environment.ts";
import { readTrimmed } from "./secrets.ts";

export type Filled =
  | { readonly kind: "filled"; readonly text: string; readonly files: readonly string[] }
  | { readonly kind: "failed"; readonly problem: string };

const part = /\$\$\{|\$\{([^}]*)\}|\$\{/g;
const variable = /^([A-Za-z_]\w*)(?::-([^]*))?$/;
const malformed =
  "holds a ${ that is not ${NAME}, ${NAME:-default} or ${file:/path}; write $${ for a plain ${";

/** The path, where the whole text is one `${file:/path}`. */
export function wholeFile(text: string): string | undefined {
  return /^\$\{file:([^}]+)\}$/.exec(text)?.[1];
}

/** A problem reads as the second half of a sentence that begins with the path; it shows no values. */
export function fill(text: string, environment: Environment): Filled {
  const problems: string[] = [];
  const files: string[] = [];
  const filled = text.replace(part, (whole, inside: string | undefined) => {
    if (whole === "$${") return "${";
    const found = look(inside ?? "", environment);
    if ("problem" in found) problems.push(found.problem);
    if ("file" in found) files.push(found.file);
    return "text" in found ? found.text : "";
  });
  const [problem] = problems;
  return problem === undefined
    ? { kind: "filled", text: filled, files }
    : { kind: "failed", problem };
}

/** The text that `fill` turns into this one. */
export function escapeTemplates(text: string): string {
  return text.replaceAll("${", "$$${");
}

type Found =
  | { readonly text: string }
  | { readonly text: string; readonly file: string }
  | { readonly problem: string };

function look(inside: string, environment: Environment): Found {
  if (inside.startsWith("file:")) return lookFile(inside.slice("file:".length), environment);
  const [, name, fallback] = variable.exec(inside) ?? [];
  if (name === undefined) return { problem: malformed };
  const { variables } = environment;
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (fallback !== undefined)
    return { text: value === undefined || value === "" ? fallback : value };
  if (value === undefined)
    return { problem: `needs the environment variable ${name}, which is not set` };
  return { text: value };
}

function lookFile(path: string, { files }: Environment): Found {
  try {
    return { text: readTrimmed(path, files), file: path };
  } catch (error) {
    return { problem: `needs the file ${JSON.stringify(path)}, which ${whyUnreadable(error)}` };
  }
}
