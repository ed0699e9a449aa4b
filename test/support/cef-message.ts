export interface CefMessage {
  /** Vendor, product, version, class id, name and severity. */
  readonly header: readonly string[];
  readonly extension: ReadonlyMap<string, string>;
}

const headerField = String.raw`((?:[^|\\\r\n]|\\[|\\])*)\|`;
const message = new RegExp(
  String.raw`^CEF:0\|${headerField.repeat(5)}(10|[0-9])\|([^\r\n]*)$`,
  "u",
);
const key = /(?:^| )([A-Za-z][A-Za-z0-9]*)=/gu;
const value = /^(?:[^\\=]|\\[\\=nr])*$/u;

/** Reads as the CEF guide says, and throws where a receiver would have to guess. */
export function parseCef(line: string): CefMessage {
  const parts = message.exec(line);
  if (parts === null) throw new Error(`No CEF message: ${line}`);
  const [, ...fields] = parts;
  const extension = new Map<string, string>();
  for (const [name, escaped] of pairsOf(fields.pop() ?? "")) {
    if (extension.has(name)) throw new Error(`Key ${name} is there twice`);
    extension.set(name, unescapeValue(escaped));
  }
  return { header: fields.map((field) => field.replaceAll(/\\(.)/gu, "$1")), extension };
}

export function unescapeValue(escaped: string): string {
  if (!value.test(escaped)) throw new Error(`No CEF value: ${escaped}`);
  return escaped.replaceAll(/\\(.)/gu, (_, character: string) => {
    if (character === "n") return "\n";
    return character === "r" ? "\r" : character;
  });
}

function pairsOf(extension: string): [string, string][] {
  const keys = [...extension.matchAll(key)];
  if (extension !== "" && keys[0]?.index !== 0) throw new Error(`No CEF extension: ${extension}`);
  return keys.map((match, index) => [
    match[1] ?? "",
    extension.slice(match.index + match[0].length, keys[index + 1]?.index),
  ]);
}
