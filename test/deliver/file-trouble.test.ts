import { expect, it } from "vitest";
import { fileTrouble } from "../../src/deliver/file-trouble.ts";

const path = "/var/lib/trailferry/events.ndjson";

it.each([
  ["ENOSPC", "unavailable"],
  ["EDQUOT", "unavailable"],
  ["EIO", "unavailable"],
  ["EMFILE", "unavailable"],
  ["EACCES", "forbidden"],
  ["EPERM", "forbidden"],
  ["EROFS", "forbidden"],
  ["EISDIR", "missing"],
  ["ENOTDIR", "missing"],
  ["EXDEV", "missing"],
])("reads %s as %s, and names the path", (code, kind) => {
  const trouble = fileTrouble(Object.assign(new Error("failed"), { code }), path);

  expect(trouble?.kind).toBe(kind);
  expect(trouble?.message).toContain(`Cannot write ${path} (${code})`);
});

it.each([
  [{ code: "EACCES", path: "/var/spool" }, "Cannot write /var/spool (EACCES)"],
  [{ code: "EXDEV", path, dest: "/mnt/trail.ndjson" }, "Cannot write /mnt/trail.ndjson (EXDEV)"],
])("names what the system was asked for: %j", (particulars, start) => {
  const trouble = fileTrouble(Object.assign(new Error("failed"), particulars), path);

  expect(trouble?.message).toContain(start);
});

it.each([
  new TypeError("undefined is not a function"),
  Object.assign(new Error("closed"), { code: "ERR_INVALID_STATE" }),
  "a string",
])("takes %s for a bug", (error) => {
  expect(fileTrouble(error, path)).toBeUndefined();
});
