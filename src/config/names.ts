/**
 * Texts of a known form, each with what to say when it is missed.
 */
import { factNamed } from "../normalize/facts.ts";
import { scalar, text } from "./fields.ts";

export const name = text({
  pattern: "^[a-z0-9][a-z0-9_-]{0,62}$",
  problem:
    "is not a name; use up to 63 lower case letters, digits, - and _, beginning with a letter or digit",
});

export const account = text({
  pattern: "^\\d{12}$",
  problem: "is not an AWS account id; write its 12 digits in quotes",
});

export const region = text({
  pattern: "^[a-z]{2,}(-[a-z]+)+-\\d+$",
  problem: "is not an AWS region, such as eu-central-1",
});

export const bucket = text({
  pattern: "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",
  problem: "is not the name of a bucket; write the name alone, without s3:// and without a path",
});

export const glob = text({
  pattern: "\\S",
  problem: "is not a pattern, such as AWSLogs/*/CloudTrail/**",
});

export const tag = text({ pattern: "^\\S{1,256}$", problem: "is not one word" });

export const label = text({
  pattern: "^[^]{1,1024}$",
  problem: "is empty, or longer than 1024 characters",
});

export const pattern = text({ pattern: "^[^]*$", problem: "is not text" });

export const factName = scalar<string>(
  { type: "string", examples: ["eventName", "userIdentity.type", "(outcome)"] },
  (value) => {
    if (typeof value !== "string" || value === "") return { problem: "is not the name of a fact" };
    return isFact(value) ? { value } : { problem: "is not a fact that trailferry works out" };
  },
  (value) => value,
);

function isFact(fact: string): boolean {
  try {
    factNamed(fact);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

export const filePath = text({ pattern: "[^/\\0]$", problem: "is not the path of a file" });

export const dataStream = scalar<string>(
  { type: "string", maxLength: 255, pattern: '^[^-_+\\s\\\\/*?"<>|,#:][^\\s\\\\/*?"<>|,#:]*$' },
  (value) => {
    if (typeof value !== "string") return { problem: "is not text; write it in quotes" };
    if (/^[-_+]/.test(value)) return { problem: "begins with -, _ or +, which no data stream may" };
    if (/[\s\\/*?"<>|,#:]/.test(value) || value === "" || value === "." || value === "..")
      return {
        problem: 'is not the name of a data stream: no spaces and none of \\ / * ? " < > | , # :',
      };
    if (value !== value.toLowerCase())
      return { problem: "has upper case letters, which no data stream may" };
    return Buffer.byteLength(value) > 255 ? { problem: "is longer than 255 bytes" } : { value };
  },
  (value) => value,
);
