export interface LeefMessage {
  /** Version, vendor, product, product version and event id. */
  readonly header: readonly string[];
  readonly attributes: ReadonlyMap<string, string>;
}

const message = /^LEEF:(?:1\.0|2\.0)(?:\|[^|\r\n\t]+){4}\|[^\r\n]*$/u;

/** Reads as the LEEF guide says, and throws where a receiver would have to guess. */
export function parseLeef(line: string): LeefMessage {
  if (!message.test(line)) throw new Error(`No LEEF message: ${line}`);
  const [format = "", ...fields] = line.split("|");
  const header = [format.replace("LEEF:", ""), ...fields.splice(0, 4)];
  const delimiter = format === "LEEF:2.0" ? delimiterOf(fields) : "\t";
  const attributes = new Map<string, string>();
  for (const pair of fields.join("|").split(delimiter)) {
    const [, key, value] = /^([A-Za-z][A-Za-z0-9]*)=(.+)$/su.exec(pair) ?? [];
    if (key === undefined || value === undefined) throw new Error(`No LEEF attribute: ${pair}`);
    if (attributes.has(key)) throw new Error(`Key ${key} is there twice`);
    attributes.set(key, value);
  }
  return { header, attributes };
}

/** Takes the field from the rest of the line: the character itself, or its code in hexadecimal digits. */
function delimiterOf(fields: string[]): string {
  const code = fields.shift() ?? "";
  return /^(?:0?x)[0-9a-f]{1,4}$/iu.test(code)
    ? String.fromCharCode(Number.parseInt(code.replace(/^0?x/iu, ""), 16))
    : code;
}
