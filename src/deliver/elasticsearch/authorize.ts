import type { Clock } from "../../runtime/clock.ts";
import { withinDeadline, type Deadline } from "../../runtime/deadline.ts";
import type { Trouble } from "../destination.ts";
import type { NodeRequest } from "../http/node.ts";
import { serverWords } from "../server-words.ts";
import { authHeader, isSendable } from "./auth-header.ts";
import { RememberedIdentity } from "./aws/identity.ts";
import { signed } from "./aws/sign.ts";
import type { AwsAuth, ElasticsearchAuth, HeaderAuth } from "./config.ts";

/** Says who we are, to one node and in one request at a time. */
export interface Authorizer {
  authorize(request: NodeRequest, to: URL, deadline: Deadline): Promise<Authorized>;
  /** A server did not accept it. */
  refused(): void;
}

export type Authorized =
  | {
      readonly kind: "authorized";
      readonly request: NodeRequest;
      /** What no message may hold, should a server repeat it. */
      readonly secrets: readonly string[];
    }
  | { readonly kind: "failed"; readonly trouble: Trouble };

export function createAuthorizer(auth: ElasticsearchAuth | undefined, clock: Clock): Authorizer {
  if (auth?.kind === "aws") return createSigner(auth, clock);
  return {
    authorize: (request) => Promise.resolve(withHeader(request, auth)),
    refused() {},
  };
}

function withHeader(request: NodeRequest, auth: HeaderAuth | undefined): Authorized {
  if (auth === undefined) return { kind: "authorized", request, secrets: [] };
  const header = authHeader(auth);
  if (!isSendable(header)) return failed("unauthorized", unsendable);
  const headers = { ...request.headers, authorization: header.value };
  return { kind: "authorized", request: { ...request, headers }, secrets: header.secrets };
}

const unsendable =
  "`auth` holds a character that can't be sent in a header; check the key or token.";

function createSigner({ service, region, identity }: AwsAuth, clock: Clock): Authorizer {
  const remembered = new RememberedIdentity(identity, clock);
  return {
    async authorize(request, to, deadline) {
      try {
        const known = await withinDeadline(deadline, () => remembered.get());
        if (known === "aborted") return failed("aborted", "Called off a request for AWS keys");
        if (known === "timeout") {
          remembered.forget();
          return failed("timeout", `Got no AWS keys in time. ${keysAdvice}`);
        }
        return {
          kind: "authorized",
          request: await signed(request, to, { service, region, identity: known, at: clock.now() }),
          secrets: known.sessionToken === undefined ? [] : [known.sessionToken],
        };
      } catch (error) {
        // Whatever it is, it comes from where the keys are: a file, the environment or a server.
        const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        return failed("unauthorized", `Got no AWS keys (${serverWords(words)}). ${keysAdvice}`);
      }
    },
    refused: () => remembered.forget(),
  };
}

const keysAdvice =
  "Check the role of this machine, pod or task, or the AWS environment variables, and whether they may assume the role under `auth.aws.credentials`.";

function failed(kind: Trouble["kind"], message: string): Authorized {
  return { kind: "failed", trouble: { kind, message } };
}
