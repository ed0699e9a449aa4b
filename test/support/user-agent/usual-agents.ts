/** What most records of a trail come from, and so what patterns for other agents should be told from at a glance. */
export const usualAgents = [
  "AWS Internal",
  "cloudformation.amazonaws.com",
  "secretsmanager.amazonaws.com",
  "[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.488 Linux/5.10.184-153.731.amzn2int.x86_64 OpenJDK_64-Bit_Server_VM/25.372-b08 java/1.8.0_372 vendor/Oracle_Corporation cfg/retry-mode/standard]",
  "aws-cli/2.31.1 md/awscrt#0.27.6 ua/2.1 os/linux#6.1.147-172.266.amzn2023.x86_64 md/arch#x86_64 lang/python#3.13.7 md/pyimpl#CPython exec-env/CloudShell m/Z,b,E cfg/retry-mode#standard md/installer#exe md/distrib#amzn.2023 md/prompt#off md/command#ec2.describe-hosts",
  "aws-cli/2.4.11 Python/3.8.8 Linux/5.10.102.1-microsoft-standard-WSL2 exe/x86_64.ubuntu.20 prompt/off command/sts.get-caller-identity",
  "Boto3/1.34.108 md/Botocore#1.34.108 md/internal ua/2.0 os/linux#5.10.216-203.850.amzn2.x86_64 md/arch#x86_64 lang/python#3.11.6 exec-env/AWS_Lambda_python3.11 cfg/retry-mode#legacy Botocore/1.34.108",
  "APN/1.0 HashiCorp/1.0 Terraform/1.11.0 (+https://www.terraform.io) terraform-provider-aws/5.98.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.36.3 ua/2.1 os/linux lang/go#1.23.8 md/GOOS#linux md/GOARCH#amd64 api/apigatewayv2#1.28.2 m/g",
  "aws-sdk-go/1.44.157 (go1.19.3; linux; amd64) amazon-ssm-agent/3.2.582.0",
  "aws-sdk-js/3.635.0 ua/2.0 os/darwin#23.4.0 lang/js md/nodejs#20.11.1 api/s3#3.635.0 m/E,n",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/123.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15",
  "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:102.0) Gecko/20100101 Firefox/102.0",
];
