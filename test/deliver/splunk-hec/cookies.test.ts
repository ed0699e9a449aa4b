import { describe, expect, it } from "vitest";
import { Cookies } from "../../../src/deliver/splunk-hec/cookies.ts";

describe("Cookies", () => {
  it("sends nothing where nothing was set", () => {
    expect(new Cookies().headers).toEqual({});
  });

  it("sends names and values back, without attributes", () => {
    const cookies = new Cookies();

    cookies.take(["AWSELB=a=b==; Path=/; HttpOnly; Max-Age=60", "lb=2"]);

    expect(cookies.headers).toEqual({ cookie: "AWSELB=a=b==; lb=2" });
  });

  it("takes the first value, and the same again, for no move", () => {
    const cookies = new Cookies();

    expect([cookies.take(["lb=1"]), cookies.take(["lb=1", "other=1"])]).toEqual(["same", "same"]);
  });

  it("takes another value for a move, and sends it from then on", () => {
    const cookies = new Cookies();
    cookies.take(["lb=1"]);

    expect(cookies.take(["lb=2; Path=/"])).toBe("moved");
    expect(cookies.headers).toEqual({ cookie: "lb=2" });
  });

  it("takes no new value of AWSALB for a move: it has one with each answer", () => {
    const cookies = new Cookies();
    cookies.take(["AWSALB=1", "AWSALBCORS=1"]);

    expect(cookies.take(["AWSALB=2", "AWSALBCORS=2"])).toBe("same");
    expect(cookies.headers).toEqual({ cookie: "AWSALB=2; AWSALBCORS=2" });
  });

  it("takes a cookie that changes on and on for no move, until something has worked", () => {
    const cookies = new Cookies();
    cookies.take(["lb=0"]);

    const moves = [1, 2, 3, 4, 5].map((value) => cookies.take([`lb=${value}`]));
    cookies.settled();

    expect(moves).toEqual(["moved", "moved", "moved", "same", "same"]);
    expect(cookies.take(["lb=6"])).toBe("moved");
  });

  it.each(["", "=x", "no value", ";", "a b=c"])("leaves out what is no cookie: %j", (cookie) => {
    const cookies = new Cookies();

    cookies.take([cookie]);

    expect(cookies.headers).toEqual({});
  });

  it("keeps no more than 20", () => {
    const cookies = new Cookies();

    cookies.take(Array.from({ length: 30 }, (_, index) => `c${index}=x`));

    expect(cookies.headers["cookie"]?.split("; ")).toHaveLength(20);
  });
});
