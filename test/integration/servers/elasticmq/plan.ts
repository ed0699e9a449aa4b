import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { installByMaven } from "../install.ts";
import { findJdk } from "../jdk.ts";
import { answersWith200, imageFor, type ServerPlan } from "../plan.ts";

const version = "1.7.1";
const account = "111122223333";

/** SQS alone, and quick with many messages. */
export const elasticmq: ServerPlan = {
  name: `elasticmq-${version}`,
  url: (port) => new URL(`http://127.0.0.1:${port}`),
  isReady: (url) => answersWith200(new URL("?Action=ListQueues", url)),
  async asProcess({ home, port }) {
    const folders = [new URL("./", import.meta.url)];
    const directory = await installByMaven({ name: "elasticmq", version, folders });
    const file = join(home, "elasticmq.conf");
    await writeFile(file, configuration("127.0.0.1", port));
    const java = ["-Xmx256m", "-XX:TieredStopAtLevel=1", `-Dconfig.file=${file}`];
    const main = ["-cp", join(directory, "lib", "*"), "org.elasticmq.server.Main"];
    return {
      program: join(findJdk(), "java"),
      parameters: [...java, ...main],
      endsBy: "signal",
    };
  },
  asContainer: async () => ({
    image: imageFor("ELASTICMQ", `softwaremill/elasticmq-native:${version}`),
    port: 9324,
    files: [{ content: configuration("0.0.0.0", 9324), target: "/opt/elasticmq.conf" }],
  }),
};

function configuration(host: string, port: number): string {
  return `
    node-address { protocol = http, host = "127.0.0.1", port = ${port}, context-path = "" }
    rest-sqs { enabled = true, bind-hostname = "${host}", bind-port = ${port}, sqs-limits = strict }
    rest-stats { enabled = false }
    aws { region = us-east-1, accountId = ${account} }
  `;
}
