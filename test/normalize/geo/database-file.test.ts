import { mkdir, rename, rm, symlink, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { DatabaseFile, UnusableDatabase } from "../../../src/normalize/geo/database-file.ts";
import { silentLogger } from "../../../src/observe/logger.ts";
import { aCityDatabase } from "../../support/places.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const ip = "192.0.2.7";
/** In front of a text: says that the next byte holds a type, which a letter is not. */
const noType = 0;
const broken = Buffer.from("not a database");

describe("DatabaseFile", () => {
  it("reads nothing again while the file stays as it is", async () => {
    const { file, lines } = await anOpenFile();

    const isNew = await file.refresh();

    expect(isNew).toBe(false);
    expect(lines).toHaveLength(1);
  });

  it("follows a file that is renamed over it", async () => {
    const { file, path, lines } = await anOpenFile();

    await replace(path, aCityOf("Lund"));
    const isNew = await file.refresh();

    expect(isNew).toBe(true);
    expect(cityOf(file)).toBe("Lund");
    expect(lines.at(-1)).toMatchObject({
      msg: "Opened a changed GeoIP database",
      path,
      type: "GeoLite2-City",
      built: "2026-01-01T00:00:00.000Z",
    });
  });

  it("follows a file that is written anew in its place", async () => {
    const { file, path } = await anOpenFile();

    await writeFile(path, aCityOf("Lund in Skåne"));

    expect(await file.refresh()).toBe(true);
    expect(cityOf(file)).toBe("Lund in Skåne");
  });

  it("follows the exchanged links of a volume that Kubernetes mounts", async () => {
    const volume = await temporaryDirectory();
    await mount(volume, "..first", aCityOf("Malmö"));
    await symlink("..data/city.mmdb", join(volume, "city.mmdb"));
    const path = join(volume, "city.mmdb");
    const file = await DatabaseFile.open({ path, purpose: "city" }, silentLogger);

    await mount(volume, "..second", aCityOf("Lunds"));
    await rm(join(volume, "..first"), { recursive: true });

    expect(await file.refresh()).toBe(true);
    expect(cityOf(file)).toBe("Lunds");
  });

  it("keeps what it has when the new file is broken, and says so once", async () => {
    const { file, path, lines } = await anOpenFile();

    await replace(path, broken);
    const isNew = [await file.refresh(), await file.refresh()];

    expect(isNew).toEqual([false, false]);
    expect(cityOf(file)).toBe("Malmö");
    expect(lines.slice(1)).toMatchObject([
      {
        level: 40,
        path,
        reason: "is not a whole MaxMind DB file",
        inUse: { type: "GeoLite2-City" },
      },
    ]);
  });

  it("says so again when the next file is broken too", async () => {
    const { file, path, lines } = await anOpenFile();
    await replace(path, broken);
    await file.refresh();

    await replace(path, broken);
    await file.refresh();

    expect(lines.slice(1)).toHaveLength(2);
  });

  it("takes the next good file after a broken one", async () => {
    const { file, path } = await anOpenFile();
    await replace(path, broken);
    await file.refresh();

    await replace(path, aCityOf("Lund"));
    const isNew = await file.refresh();

    expect(isNew).toBe(true);
    expect(cityOf(file)).toBe("Lund");
  });

  it("keeps what it has while the file is gone, says so once, and takes the file that comes back", async () => {
    const { file, path, lines } = await anOpenFile();

    await unlink(path);
    const whileGone = [await file.refresh(), await file.refresh()];
    await writeFile(path, aCityOf("Lund"));
    const whenBack = await file.refresh();

    expect([...whileGone, whenBack]).toEqual([false, false, true]);
    expect(lines.map((line) => line["level"])).toEqual([30, 40, 30]);
    expect(lines[1]?.["reason"]).toContain("can't be read: ENOENT");
  });

  it("says again that the file is gone when it was back as before in between", async () => {
    const { file, path, lines } = await anOpenFile();
    await rename(path, `${path}.target`);
    await symlink(`${path}.target`, path);
    await file.refresh();

    await unlink(path);
    await file.refresh();
    await symlink(`${path}.target`, path);
    await file.refresh();
    await unlink(path);
    await file.refresh();

    expect(lines.filter((line) => line["level"] === 40)).toHaveLength(2);
  });

  it("knows nothing of an address whose entry is damaged, and says so once", async () => {
    const bytes = aCityDatabase({
      networks: { "192.0.2.0/24": "damaged", "198.51.100.0/24": { ok: "yes" } },
    });
    bytes[bytes.indexOf("damaged") - 1] = noType;
    const { file, lines } = await anOpenFile(bytes);

    const found = [file.find(ip), file.find(ip), file.find("198.51.100.1")];

    expect(found).toEqual([undefined, undefined, { ok: "yes" }]);
    expect(lines.slice(1)).toMatchObject([
      { level: 40, msg: "Found a GeoIP database damaged; some addresses get no place" },
    ]);
  });

  it.each([
    ["city.mmdb", "can't be read: ENOENT: no such file or directory"],
    [".", "can't be read: EISDIR"],
  ])("does not open %s where it is no file", async (name, reason) => {
    const path = join(await temporaryDirectory(), name);

    const opening = DatabaseFile.open({ path, purpose: "city" }, silentLogger);

    await expect(opening).rejects.toThrow(UnusableDatabase);
    await expect(opening).rejects.toThrow(`${path}, named as the city database, ${reason}`);
  });
});

async function anOpenFile(content = aCityOf("Malmö")) {
  const path = join(await temporaryDirectory(), "city.mmdb");
  await writeFile(path, content);
  const lines: Record<string, unknown>[] = [];
  const log = pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const file = await DatabaseFile.open({ path, purpose: "city" }, log);
  return { file, path, lines };
}

function aCityOf(name: string): Buffer {
  return aCityDatabase({ networks: { "192.0.2.0/24": { name } } });
}

function cityOf(file: DatabaseFile): unknown {
  return file.find(ip)?.["name"];
}

/** As tools do that never show a half-written file. */
async function replace(path: string, content: Buffer): Promise<void> {
  await writeFile(`${path}.new`, content);
  await rename(`${path}.new`, path);
}

/** As the kubelet does: a directory for each version, and a link to the current one that is exchanged at once. */
async function mount(volume: string, version: string, content: Buffer): Promise<void> {
  await mkdir(join(volume, version));
  await writeFile(join(volume, version, "city.mmdb"), content);
  await symlink(version, join(volume, "..data_tmp"));
  await rename(join(volume, "..data_tmp"), join(volume, "..data"));
}
