import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { paths } from "../../bench/paths.ts";
import { loadConfig } from "../../src/config/load.ts";
import { FakeEnvironment } from "../support/fake-environment.ts";

const receivers = { httpUrl: "http://127.0.0.1:1", tcpUrl: "tcp://127.0.0.1:2" };
const tls = { url: "tls://127.0.0.1:3", caFile: "/ca.pem" };

describe("the benchmark's paths", () => {
  it.each(paths)("$name has destinations that the forwarder understands", (path) => {
    const queue_url = "https://sqs.us-east-1.amazonaws.com/111122223333/q";
    const sources = [{ name: "trail", type: "sqs", queue_url }];
    const config = { sources, destinations: path.destinations({ ...receivers, tls }) };
    const files = { "c.yaml": stringify(config), "/ca.pem": "" };

    const loaded = loadConfig("c.yaml", new FakeEnvironment(files));

    expect(loaded).toMatchObject({ ok: true });
    expect(config.destinations?.map(({ format }) => format)).toEqual(path.formats);
  });

  it("leave out TLS where there is no certificate", () => {
    const impossible = paths.filter((path) => path.destinations(receivers) === undefined);

    expect(impossible.map(({ name }) => name)).toEqual(["cef-tls"]);
  });
});
