import { describe, expect, it } from "vitest";
import { section } from "../../src/config/fields.ts";
import { fileFields, refuseKeepFiles, resolveFile } from "../../src/config/file.ts";

const fields = section(fileFields).check(refuseKeepFiles);

describe("the file of a destination", () => {
  it("is plain, synced and numbered where nothing else is written", () => {
    const resolved = resolveFile(fields.parse({ path: "/var/trail.ndjson" }));

    expect(resolved).toEqual({
      path: "/var/trail.ndjson",
      rotateBytes: 104_857_600,
      compression: "none",
      fsync: true,
      finished: { kind: "numbered", keepFiles: 0 },
    });
  });

  it("is finished, published and compressed as written", () => {
    const resolved = resolveFile(
      fields.parse({
        path: "/var/trail.ndjson.gz",
        compression: "gzip",
        fsync: false,
        rotate_every: "5m",
        finished_directory: "/var/spool/trail",
      }),
    );

    expect(resolved).toMatchObject({
      compression: "gzip",
      fsync: false,
      rotateEveryMs: 300_000,
      finished: { kind: "published", directory: "/var/spool/trail" },
    });
  });

  it.each([
    [
      { finished_directory: "/spool", keep_files: 3 },
      "keep_files: is for files with numbers; those in finished_directory are never removed",
    ],
    [{ rotate_every: "10ms" }, "rotate_every: is too small; the least is 1s"],
    [{ finished_directory: "" }, "finished_directory: is not the path of a directory"],
    [{ compression: "zstd" }, "compression: is not one of gzip, none"],
  ])("is refused where it can't be meant: %j", (written, problem) => {
    const { error } = fields.safeParse({ path: "/var/trail.ndjson", ...written });

    const problems = error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    expect(problems).toEqual([problem]);
  });
});
