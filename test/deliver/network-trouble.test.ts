import { expect, it } from "vitest";
import { networkTrouble } from "../../src/deliver/network-trouble.ts";

const where = "https://es.example:9200";

it.each([
  ["ECONNREFUSED", "unreachable"],
  ["ECONNRESET", "unreachable"],
  ["EHOSTUNREACH", "unreachable"],
  ["ENETUNREACH", "unreachable"],
  ["EPIPE", "unreachable"],
  ["ENOTFOUND", "unreachable"],
  ["EAI_AGAIN", "unreachable"],
  ["EMFILE", "unreachable"],
  ["UND_ERR_SOCKET", "unreachable"],
  ["UND_ERR_CLOSED", "unreachable"],
  ["ETIMEDOUT", "timeout"],
  ["UND_ERR_CONNECT_TIMEOUT", "timeout"],
  ["UND_ERR_HEADERS_TIMEOUT", "timeout"],
  ["UND_ERR_BODY_TIMEOUT", "timeout"],
  ["HPE_INVALID_CONSTANT", "garbled"],
  ["UND_ERR_RES_EXCEEDED_MAX_SIZE", "garbled"],
  ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", "garbled"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "tls"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "tls"],
  ["CERT_HAS_EXPIRED", "tls"],
  ["CERT_NOT_YET_VALID", "tls"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
  ["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "tls"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "tls"],
  ["ERR_OSSL_PEM_NO_START_LINE", "tls"],
  ["EPROTO", "tls"],
])("reads %s as %s, and says where", (code, kind) => {
  const trouble = networkTrouble(Object.assign(new Error("failed"), { code }), where);

  expect(trouble?.kind).toBe(kind);
  expect(trouble?.message).toContain(`${where} (${code})`);
});

it.each([
  new TypeError("undefined is not a function"),
  Object.assign(new Error("invalid header"), { code: "UND_ERR_INVALID_ARG" }),
  "a string",
])("takes %s for a bug", (error) => {
  expect(networkTrouble(error, where)).toBeUndefined();
});
