import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { trailferry } from "../support/command-line.ts";
import { fixture } from "../support/fixture.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

describe("the command line", () => {
  it("demo --once prints one line for each record and a summary that balances", async () => {
    const { code, stdout, stderr } = await trailferry(["demo", "--once"]);

    const lines = stdout.trimEnd().split("\n");
    const [, read, delivered] = /(\d+) records read = (\d+) delivered/.exec(stderr) ?? [];
    expect(code).toBe(0);
    expect(stderr).toContain("the books balance");
    expect([Number(read), Number(delivered)]).toEqual([lines.length, lines.length]);
    expect(lines.every((line) => line.includes('"ecs":{"version"'))).toBe(true);
  });

  it("normalize turns standard input into one line for each record, in order", async () => {
    const records = [fixture("cases/iam-user.json"), fixture("cases/failed-call.json")].map(
      (text) => JSON.stringify(JSON.parse(text)),
    );
    const input = `{"Records":[${records.join(",")}]}`;

    const raw = await trailferry(["normalize", "--format", "raw"], input);

    expect(raw).toEqual({ code: 0, stdout: `${records.join("\n")}\n`, stderr: "" });
  });

  it("normalize names what it can't read, and prints the rest", async () => {
    const directory = await temporaryDirectory();
    const [good, bad] = [join(directory, "good.json"), join(directory, "bad.json")];
    await writeFile(good, fixture("cases/iam-user.json"));
    await writeFile(bad, "no JSON");

    const { code, stdout, stderr } = await trailferry(["normalize", bad, good]);

    expect(code).toBe(1);
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr).toContain(bad);
  });

  it("check prints what a configuration comes to, without its secrets", async () => {
    const file = join(await temporaryDirectory(), "config.yaml");
    await writeFile(file, working);

    const { code, stdout } = await trailferry(["check", "-c", file]);

    expect(code).toBe(0);
    expect(stdout).toContain("visibility_timeout");
    expect(stdout).not.toContain("VerySecretEXAMPLE");
  });

  it("schema prints the schema that is in the repository", async () => {
    const { code, stdout } = await trailferry(["schema"]);

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ properties: { sources: {}, destinations: {} } });
  });

  it.each([
    [["--nope"], "unknown option '--nope'"],
    [["nope"], "unknown command 'nope'"],
    [["normalize", "--format", "xml"], "Allowed choices are ecs, ocsf, cef, leef, raw"],
    [["run"], "required option '-c, --config <file>' not specified"],
  ])("refuses %j", async (args, message) => {
    const { code, stdout, stderr } = await trailferry(args);

    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(message);
  });
});

const working = `
sources:
  - { name: trail, type: sqs, queue_url: "https://sqs.eu-central-1.amazonaws.com/111122223333/trail" }
destinations:
  - name: elastic
    type: elasticsearch
    urls: [https://es.example:9200]
    auth: { api_key: VerySecretEXAMPLE }
    format: ecs
`;
