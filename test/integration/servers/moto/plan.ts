import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pythonEnvironment } from "../../python-environment.ts";
import { answersWith200, imageFor, type ServerPlan } from "../plan.ts";

const requirements = fileURLToPath(new URL("requirements.txt", import.meta.url));

/** S3, SQS, SNS and EventBridge, with the events that go from one to the next. */
export const moto: ServerPlan = {
  name: "moto",
  url: (port) => new URL(`http://127.0.0.1:${port}`),
  isReady: (url) => answersWith200(new URL("/moto-api/", url)),
  async asProcess({ port }) {
    const environment = await pythonEnvironment("moto", requirements);
    return {
      program: join(environment, "bin", "moto_server"),
      parameters: ["-H", "127.0.0.1", "-p", String(port)],
      endsBy: "signal",
    };
  },
  asContainer: async () => ({ image: imageFor("MOTO", "motoserver/moto:5.2.1"), port: 5000 }),
};
