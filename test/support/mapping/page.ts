/** The parts of a page between `<!-- generated: NAME -->` and `<!-- end -->`. */
const block = /(<!-- generated: ([\w-]+) -->\n)([^]*?)<!-- end -->/g;
const end = "<!-- end -->";

export type Blocks = ReadonlyMap<string, readonly string[]>;

/** The page with what stands in these blocks now. Throws for a block that is not known, and for one that the page lacks. */
export function withBlocks(page: string, blocks: Blocks): string {
  const written = blocksOf(page);
  for (const name of blocks.keys())
    if (!written.has(name)) throw new Error(`The page has no block ${name}`);
  return page.replaceAll(block, (_, start: string, name: string) => {
    const lines = blocks.get(name);
    if (lines === undefined) throw new Error(`There is no block ${name}`);
    return `${start}\n${lines.join("\n")}\n\n${end}`;
  });
}

/** The lines of each block, without the blanks that align tables. */
export function blocksOf(page: string): Blocks {
  const found = [...page.matchAll(block)];
  return new Map(found.map(([, , name = "", text = ""]) => [name, linesOf(text)]));
}

function linesOf(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.replaceAll(/ +/g, " ").replaceAll(/-{3,}/g, "---").trim())
    .filter((line) => line !== "");
}
