import { describe, expect, it } from "vitest";
import { readAnswer } from "../../../../src/deliver/syslog/relp/answer.ts";

describe("an answer of RELP", () => {
  it.each(["200", "200 OK", "200 OK\n", "200 OK\nrelp_version=1"])("accepts with %j", (data) => {
    expect(readAnswer(data).isAccepted).toBe(true);
  });

  it.each(["500", "500 command disabled", "201 Created", "404\n"])("refuses with %j", (data) => {
    expect(readAnswer(data).isAccepted).toBe(false);
  });

  it("has the receiver's words on one line", () => {
    expect(readAnswer("500 no\tmore\u0007\nstack trace").words).toBe("500 no more");
  });

  it.each([
    "200 OK\nrelp_version=0\nrelp_software=x,1,http://x\ncommands=syslog,eventlog",
    "200 OK relp_version=0\ncommands=syslog,eventlog\n",
  ])("tells which commands are taken", (data) => {
    expect(readAnswer(data).commands).toEqual(["syslog", "eventlog"]);
  });

  it("may tell no commands", () => {
    expect(readAnswer("200 OK").commands).toBeUndefined();
  });

  it.each(["", "OK", "20 OK", "2000 OK", "200OK"])("is not %j", (data) => {
    expect(() => readAnswer(data)).toThrow(expect.objectContaining({ kind: "garbled" }));
  });
});
