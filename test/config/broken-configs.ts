/**
 * Configurations with one thing wrong, and the whole answer to each. Most are a
 * configuration that loads with one line more.
 */
export interface BrokenConfig {
  readonly problem: string;
  readonly text: string;
  readonly errors: readonly string[];
}

const sourceLines = `sources:
  - name: trail
    type: sqs
    queue_url: https://sqs.eu-central-1.amazonaws.com/111122223333/trail
`;
const destinationLines = `destinations:
  - name: elastic
    type: elasticsearch
    urls: [https://es.example:9200]
    format: ecs
`;

/** `line` becomes line 5. */
function inSource(problem: string, line: string, error: string): BrokenConfig {
  return {
    problem,
    text: `${sourceLines}    ${line}\n${destinationLines}`,
    errors: [`c.yaml:5:${error}`],
  };
}

/** `line` becomes line 10. */
function inDestination(problem: string, line: string, error: string): BrokenConfig {
  return {
    problem,
    text: `${sourceLines}${destinationLines}    ${line}\n`,
    errors: [`c.yaml:10:${error}`],
  };
}

/** `line` becomes line 10, and the problem may show anywhere. */
function atTop(problem: string, line: string, error: string): BrokenConfig {
  return {
    problem,
    text: `${sourceLines}${destinationLines}${line}\n`,
    errors: [`c.yaml:${error}`],
  };
}

function whole(problem: string, text: string, ...errors: string[]): BrokenConfig {
  return { problem, text, errors };
}

export const brokenConfigs: readonly BrokenConfig[] = [
  inSource(
    "a key with a typing mistake",
    "visibility_timeot: 5m",
    "5 sources[0].visibility_timeot: is not a known key; did you mean visibility_timeout?",
  ),
  inSource(
    "a key of another section",
    "compression: gzip",
    "5 sources[0].compression: is not a known key; known here are name, type, queue_url, region, endpoint, visibility_timeout, max_messages, credentials, s3, objects, digests",
  ),
  inSource(
    "a duration below its least",
    "visibility_timeout: 5s",
    '5 sources[0].visibility_timeout: "5s" is too small; the least is 30s',
  ),
  inSource(
    "a duration above its most",
    "visibility_timeout: 13h",
    '5 sources[0].visibility_timeout: "13h" is too large; the most is 12h',
  ),
  inSource(
    "half a second where SQS knows seconds",
    "visibility_timeout: 30500ms",
    '5 sources[0].visibility_timeout: "30500ms" is not a whole number of seconds',
  ),
  inSource(
    "a number that is a text",
    "max_messages: many",
    '5 sources[0].max_messages: "many" is not a whole number; write one from 1 to 20000',
  ),
  inSource(
    "a number out of its range",
    "max_messages: 20001",
    "5 sources[0].max_messages: 20001 is too large; the most is 20000",
  ),
  inSource(
    "half a message",
    "max_messages: 1.5",
    "5 sources[0].max_messages: 1.5 is not a whole number; write one from 1 to 20000",
  ),
  inSource(
    "an account id without quotes",
    "objects: { accounts: [012345678901] }",
    "27 sources[0].objects.accounts[0]: 012345678901 is a number; write it in quotes",
  ),
  inSource(
    "an empty list",
    "objects: { regions: [] }",
    "16 sources[0].objects.regions: is an empty list; give it at least one entry",
  ),
  inSource(
    "a text where a list belongs",
    "s3: { buckets: trail }",
    "11 sources[0].s3.buckets: is not a list",
  ),
  inSource(
    "a bucket with a path",
    "s3: { buckets: [s3://trail/AWSLogs] }",
    '21 sources[0].s3.buckets[0]: "s3://trail/AWSLogs" is not the name of a bucket; write the name alone, without s3:// and without a path',
  ),
  inSource(
    "a flag that is neither",
    "s3: { path_style: maybe }",
    '11 sources[0].s3.path_style: "maybe" is not true or false',
  ),
  inSource(
    "an incomplete section",
    "credentials: { external_id: abc }",
    "5 sources[0].credentials.role_arn: is missing",
  ),
  inSource(
    "a role that is none",
    "credentials: { role_arn: trailferry }",
    '20 sources[0].credentials.role_arn: "trailferry" is not the ARN of a role, such as arn:aws:iam::111122223333:role/trailferry',
  ),
  inSource(
    "a key without a value",
    "objects:",
    "5 sources[0].objects: has no value; write one or leave the key out",
  ),
  inSource(
    "a map where a text belongs",
    "region: { name: eu-central-1 }",
    "5 sources[0].region: is a map, not text",
  ),
  inSource("the same key twice", "name: other", "5: the same key stands here for the second time"),
  inSource("tabs", "\tregion: eu-central-1", "5: tabs can't be used as indentation; use spaces"),
  inDestination(
    "a choice of another format",
    "ocsf_version: 1.8.0",
    "5 destinations[0].ocsf_version: is for format ocsf, not for ecs",
  ),
  inDestination(
    "a version of OCSF that nobody has published",
    "ocsf_version: 1.4.2",
    '5 destinations[0].ocsf_version: "1.4.2" is not one of 1.1.0, 1.5.0, 1.8.0, 1.9.0',
  ),
  inDestination(
    "a severity by a fact that doesn't exist",
    "severity: { default: 3, rules: [{ severity: 8, when: [{ fact: (mood), is: [bad] }] }] }",
    '61 destinations[0].severity.rules[0].when[0].fact: "(mood)" is not a fact that trailferry works out',
  ),
  inDestination(
    "tags of several words",
    "tags: [in production]",
    '12 destinations[0].tags[0]: "in production" is not one word',
  ),
  atTop(
    "a database of addresses that isn't there",
    "geoip: { city_file: /nowhere.mmdb }",
    '10:10 geoip.city_file: "/nowhere.mmdb" does not exist',
  ),
  inDestination(
    "a duration of no unit",
    "batch: { max_age: 10 parsecs }",
    '14 destinations[0].batch.max_age: "10 parsecs" is not a duration; write a number and a unit: ms, s, m, h or d, for example 30s',
  ),
  inDestination(
    "the same from a variable",
    'batch: { max_age: "${AGE}" }',
    '14 destinations[0].batch.max_age: "${AGE}" is not a duration; write a number and a unit: ms, s, m, h or d, for example 30s',
  ),
  inDestination(
    "a variable in { } without quotes",
    "batch: { max_age: ${AGE} }",
    '24: this is not the structure of YAML; check the indentation, and put a value in quotes if it has ": " or, inside { } or [ ], a bracket or comma, as in "${NAME}"',
  ),
  inDestination(
    "a size of no unit",
    "batch: { max_bytes: 5000000 }",
    "14 destinations[0].batch.max_bytes: 5000000 is not a size; write a number and a unit: B, KiB, MiB, GiB, kB, MB or GB, for example 5MiB",
  ),
  inDestination(
    "a batch that outlives its messages",
    "batch: { max_age: 10m }",
    '14 destinations[0].batch.max_age: "10m" is longer than the visibility timeout of a source, 5m',
  ),
  inDestination(
    "retries that begin above their end",
    "retry: { initial: 1m }",
    '14 destinations[0].retry.initial: "1m" is longer than retry.max',
  ),
  inDestination(
    "a data stream with upper case",
    "data_stream: Logs",
    '5 destinations[0].data_stream: "Logs" has upper case letters, which no data stream may',
  ),
  inDestination(
    "a data stream with a space",
    "data_stream: logs aws",
    '5 destinations[0].data_stream: "logs aws" is not the name of a data stream: no spaces and none of \\ / * ? " < > | , # :',
  ),
  inDestination(
    "a data stream that begins with _",
    "data_stream: _logs",
    '5 destinations[0].data_stream: "_logs" begins with -, _ or +, which no data stream may',
  ),
  inDestination(
    "a certificate without key",
    "tls: { cert_file: /secret }",
    '12 destinations[0].tls.cert_file: "/secret" is a certificate without its key; add key_file',
  ),
  inDestination(
    "a missing file of TLS",
    "tls: { ca_file: /ca.pem }",
    '12 destinations[0].tls.ca_file: "/ca.pem" does not exist',
  ),
  atTop(
    "no required destination",
    "    required: false",
    "5:1 destinations: holds none that is required; messages would be deleted undelivered",
  ),
  inDestination(
    "two ways to log in",
    "auth: { api_key: s3cr3t, token: s3cr3t }",
    "5 destinations[0].auth: has several ways in; keep one of api_key, token, aws, username and password",
  ),
  inDestination(
    "a user without password",
    "auth: { username: s3cr3t }",
    "5 destinations[0].auth: has a username without a password",
  ),
  inDestination(
    "an auth of nothing",
    "auth: {}",
    "5 destinations[0].auth: is empty; give api_key, or token, or aws, or username and password",
  ),
  inDestination(
    "a secret where a map belongs",
    "auth: s3cr3t",
    "5 destinations[0].auth: is not a map; its keys are api_key, token, username, password, aws",
  ),
  inDestination(
    "a secret under an unknown key",
    "auth: { apikey: s3cr3t }",
    "13 destinations[0].auth.apikey: is not a known key; did you mean api_key?",
  ),
  inDestination(
    "a secret that is a list",
    "auth: { api_key: [s3cr3t] }",
    "13 destinations[0].auth.api_key: is a list, not text",
  ),
  inDestination(
    "a secret in broken quotes",
    'auth: { api_key: "s3cr3t\\q" }',
    "29: there is no such escape in double quotes; write \\\\ for a backslash, or use single quotes",
  ),
  inDestination(
    "a secret after a colon",
    "auth: api_key: s3cr3t",
    '11: a key and its value stand where a single value belongs; put a value in quotes if it has ": " or, inside { } or [ ], a bracket or comma, as in "${NAME}"',
  ),
  inDestination(
    "a secret from a missing variable",
    "auth: { api_key: '${NOPE}' }",
    "13 destinations[0].auth.api_key: needs the environment variable NOPE, which is not set",
  ),
  inDestination(
    "a secret from a missing file",
    "auth: { api_key: '${file:/nope}' }",
    '13 destinations[0].auth.api_key: needs the file "/nope", which does not exist',
  ),
  inDestination(
    "a secret from an empty file",
    "auth: { api_key: '${file:/empty}' }",
    "13 destinations[0].auth.api_key: is empty",
  ),
  inDestination(
    "a secret of two lines",
    "auth: { api_key: '${file:/two}' }",
    "13 destinations[0].auth.api_key: holds a line break or a control character",
  ),
  inDestination(
    "a $ { that is no variable",
    "data_stream: 'logs-${a b}'",
    "5 destinations[0].data_stream: holds a ${ that is not ${NAME}, ${NAME:-default} or ${file:/path}; write $${ for a plain ${",
  ),
  inDestination(
    "an unknown anchor",
    "tls: *nope",
    "5 destinations[0].tls: is an alias of nothing above it",
  ),
  atTop(
    "an anchor within itself",
    "    tls: &tls { ca_file: *tls }",
    " the values are nested too deeply",
  ),
  inDestination("a tag", "tls: !secret { verify: true }", "10: this tag means nothing here"),
  atTop(
    "a second document",
    "---\nworkers: 1",
    "10:1: a second document begins; the file must hold one",
  ),
  atTop(
    "no workers",
    "workers: 0",
    "10:1 workers: 0 is not a number of processes; write one from 1 to 64, or auto",
  ),
  atTop(
    "a level that is none",
    "log: { level: verbose }",
    '10:8 log.level: "verbose" is not one of debug, info, warn, error',
  ),
  atTop(
    "an address without port",
    "admin: { listen: localhost }",
    '10:10 admin.listen: "localhost" is not an address to listen on; write host:port, as 127.0.0.1:9464, or off',
  ),
  atTop(
    "a dead letter of another version",
    "dead_letter: { type: kafka, topic: dead }",
    '10:16 dead_letter.type: "kafka" is not one of file, s3, sqs',
  ),
  atTop("a section that is a word", "admin: off", "10:1 admin: is not a map; its keys are listen"),
  atTop("a key that is a list", "? [a, b]\n: 1", "1:1: has a key that is not text"),
  atTop(
    "a __proto__",
    "__proto__: { workers: 1 }",
    "10:1 __proto__: is not a known key; known here are sources, destinations, dead_letter, geoip, admin, log, workers, shutdown, limits, reading",
  ),
  atTop(
    "an unclosed bracket",
    "log: { level: info",
    "11:1: the indentation does not fit the lines before, or a bracket is not closed",
  ),
  whole("an empty file", "", "c.yaml: the file holds no configuration"),
  whole("a file of comments", "# nothing\n", "c.yaml: the file holds no configuration"),
  whole(
    "a file of one word",
    "trailferry",
    "c.yaml:1:1: is not a map; its keys are sources, destinations, dead_letter, geoip, admin, log, workers, shutdown, limits, reading",
  ),
  whole(
    "a file without sections",
    "{}",
    "c.yaml:1:1 sources: is missing",
    "c.yaml:1:1 destinations: is missing",
  ),
  whole(
    "no destinations",
    `${sourceLines}destinations: []\n`,
    "c.yaml:5:1 destinations: is an empty list; give it at least one entry",
  ),
  whole(
    "two sources of one name",
    `${sourceLines}${sourceLines.split("\n").slice(1).join("\n")}${destinationLines}`,
    'c.yaml:5:5 sources[1].name: "trail" is already the name of number 1 in this list',
  ),
  whole(
    "a queue without a path",
    `sources: [{ name: trail, type: sqs, queue_url: "https://sqs.eu-central-1.amazonaws.com" }]\n${destinationLines}`,
    'c.yaml:1:37 sources[0].queue_url: "https://sqs.eu-central-1.amazonaws.com" is a URL without a path; the URL of a queue ends in account and name',
  ),
  whole(
    "a password in a URL",
    `${sourceLines}destinations: [{ name: elastic, type: elasticsearch, format: ecs, urls: ["https://u:s3cr3t@es"] }]\n`,
    "c.yaml:5:74 destinations[0].urls[0]: is a URL with a user or password in it; write them under auth",
  ),
  whole(
    "a URL that is none",
    `${sourceLines}destinations: [{ name: elastic, type: elasticsearch, format: ecs, urls: ["es.example:9200"] }]\n`,
    'c.yaml:5:74 destinations[0].urls[0]: "es.example:9200" is not a URL that begins with http:// or https://',
  ),
  whole(
    "a destination of another program",
    `${sourceLines}destinations: [{ name: kafka, type: kafka }]\n`,
    'c.yaml:5:31 destinations[0].type: "kafka" is not one of elasticsearch, splunk_hec, syslog, file, stdout',
  ),
  whole(
    "two destinations in one file",
    `${sourceLines}destinations:\n  - { name: a, type: file, format: raw, path: /x }\n  - { name: b, type: file, format: ecs, path: /x }\n`,
    'c.yaml:7:41 destinations[1].path: "/x" is the file of another destination',
  ),
  whole("an alias bomb", bomb(), "c.yaml: the file holds too many values"),
];

function bomb(): string {
  const lines = Array.from(
    { length: 8 },
    (_, n) => `k${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]`,
  );
  return ["k0: &a0 [x]", ...lines].join("\n");
}
