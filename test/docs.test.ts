import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { formatFields } from "../src/config/formats.ts";
import { loadConfig } from "../src/config/load.ts";
import { FakeEnvironment } from "./support/fake-environment.ts";

const root = join(import.meta.dirname, "..");
const pages = ["README.md", ...pagesIn("docs")];

describe.each(pages)("%s", (page) => {
  const links = linksIn(page);

  it("links to files and headings that exist", () => {
    const dead = links.filter(({ file, heading }) => !isThere(file, heading));

    expect(dead).toEqual([]);
  });

  it("calls tests by their names", () => {
    const tests = links.filter(({ file, text }) => file.startsWith("test/") && text.includes(" "));

    const misnamed = tests.filter(({ file, text }) => !read(file).includes(`"${text}"`));

    expect(misnamed).toEqual([]);
  });

  it("shows configurations that load", () => {
    const broken = configurationsIn(page)
      .map((text) => loadConfig("c.yaml", new FakeEnvironment({ "c.yaml": text }, variables)))
      .filter((loaded) => !loaded.ok || loaded.warnings.length > 0);

    expect(broken).toEqual([]);
  });
});

describe("README.md", () => {
  it("explains the commands that there are", () => {
    const help = execFileSync(process.execPath, ["src/main.ts", "--help"], { cwd: root });

    const listed = matches(sectionOf("README.md", "Commands"), /^\| `(\w+)/gm);

    expect(listed.sort()).toEqual(
      matches(help.toString().replace(/^.*Commands:$/ms, ""), /^ {2}(\w+)/gm)
        .filter((command) => command !== "help")
        .sort(),
    );
  });

  it("calls only scripts that there are", () => {
    const called = pages.flatMap((page) => matches(read(page), /npm run (?:--silent )?([\w:]+)/g));

    expect(called.filter((name) => !Object.hasOwn(manifest.scripts, name))).toEqual([]);
  });
});

describe("docs/mapping.md", () => {
  it("lists every option of every format", () => {
    const listed = matches(sectionOf("docs/mapping.md", "Options"), /^\| `(\w+)`/gm);

    expect(listed.sort()).toEqual(Object.keys(formatFields).sort());
  });
});

const variables = {
  QUEUE_URL: "https://sqs.eu-central-1.amazonaws.com/111122223333/cloudtrail",
  ELASTICSEARCH_URL: "https://elasticsearch.example:9200",
  ELASTICSEARCH_API_KEY: "id:key",
};

interface Link {
  readonly text: string;
  /** From the root of the repository. */
  readonly file: string;
  /** As the end of a URL. */
  readonly heading: string;
}

function linksIn(page: string): Link[] {
  const found = read(page).matchAll(/\[([^\]]+)\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]*))?\)/g);
  return [...found].map(([, text = "", path = "", heading = ""]) => ({
    text,
    file: path === "" ? page : join(dirname(page), path),
    heading,
  }));
}

function isThere(file: string, heading: string): boolean {
  if (!existsSync(join(root, file))) return false;
  return heading === "" || headingsOf(file).includes(heading);
}

/** As GitHub turns headings into the ends of URLs. */
function headingsOf(file: string): string[] {
  return matches(read(file), /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}

function configurationsIn(page: string): string[] {
  const blocks = matches(read(page), /^```yaml\n([^]*?)^```/gm);
  return blocks.filter((text) => /^sources:/m.test(text) && /^destinations:/m.test(text));
}

function sectionOf(page: string, heading: string): string {
  const [, after = ""] = read(page).split(new RegExp(`^#+ ${heading}$`, "m"));
  return after.split(/^#+ /m)[0] ?? "";
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, group = ""]) => group);
}

function pagesIn(folder: string): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".md")).map((name) => join(folder, name));
}

function read(file: string): string {
  return readFileSync(join(root, file), "utf8");
}
