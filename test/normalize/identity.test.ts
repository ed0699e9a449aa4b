import { describe, expect, it } from "vitest";
import { identityOf } from "../../src/normalize/identity.ts";

function assumedRole(arn: string) {
  return identityOf({ userIdentity: { type: "AssumedRole", arn } });
}

describe("who made a call", () => {
  it.each([
    ["arn:aws:sts::111122223333:assumed-role/web/i-0123456789abcdef0", "i-0123456789abcdef0"],
    ["arn:aws-us-gov:sts::111122223333:assumed-role/web/grace@example.com", "grace@example.com"],
    ["arn:aws:sts::111122223333:assumed-role/web", "web"],
    ["arn:aws:sts::111122223333:assumed-role/web/", undefined],
    ["arn:aws:iam::111122223333:role/web", undefined],
  ])("has the session name of %s", (arn, sessionName) => {
    expect(assumedRole(arn).sessionName).toBe(sessionName);
  });

  it("is the role, not the session, for temporary credentials", () => {
    const who = identityOf({
      userIdentity: {
        type: "AssumedRole",
        userName: "session",
        sessionContext: { sessionIssuer: { userName: "Admin" } },
      },
    });

    expect(who.name).toBe("Admin");
  });

  it("has a mail address in the session name before one in the user name", () => {
    const arn = "arn:aws:sts::111122223333:assumed-role/a@b/grace@example.com";

    expect(assumedRole(arn).email).toBe("grace@example.com");
    expect(identityOf({ userIdentity: { userName: "heidi@example.com" } }).email).toBe(
      "heidi@example.com",
    );
    expect(identityOf({ userIdentity: { userName: "@heidi" } }).email).toBeUndefined();
  });

  it("belongs to the account that got the record where the caller's account is missing", () => {
    const who = identityOf({
      userIdentity: { type: "AWSService", invokedBy: "cloudtrail.amazonaws.com" },
      recipientAccountId: "111122223333",
    });

    expect(who.accountId).toBe("111122223333");
  });

  it("is unknown where userIdentity has another shape", () => {
    const who = identityOf({ userIdentity: ["alice"], additionalEventData: "none" });

    expect(Object.values(who)).toEqual(Object.values(who).map(() => undefined));
  });
});
