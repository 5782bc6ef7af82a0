# The workers' machine image: Amazon Linux 2023 with NVIDIA driver, docker, the worker's container image, the boot
# scripts and units of infra/boot, and, if asked, the model weights. infra/ami/bake.sh calls this and records the image.
#
# Amazon Linux 2023, because Amazon's own repository has the driver and the container toolkit with every release
# (release notes 2023.10.20260330 [H]), the AWS CLI is there, and an image name fixes all package versions ("deterministic
# upgrades", AL2023 user guide [M]). Ubuntu would take both from NVIDIA's repositories. The Deep Learning AMI has all
# of it, and several CUDA versions that the worker's container brings itself: more blocks to fetch at a first start.
#
# Built on an instance without a GPU: compiling the kernel module needs none, and a new account may run no G instance.
# What only a GPU can show, shows at the first start: the worker is not ready, and the instance is given up.
#
# The person or pipeline that bakes needs, besides the EC2 actions that Packer's page lists
# (developer.hashicorp.com/packer/integrations/hashicorp/amazon, "IAM Task or Instance Role"):
# - iam: CreateRole, GetRole, DeleteRole, PutRolePolicy, DeleteRolePolicy, CreateInstanceProfile, GetInstanceProfile,
#   DeleteInstanceProfile, AddRoleToInstanceProfile, RemoveRoleFromInstanceProfile, PassRole on `packer-*`, for the
#   instance's temporary role, which may only pull the container image and read the weights (below);
# - ssm:PutParameter on /asset-hub/<stack>/machine-image, for bake.sh.

packer {
  required_version = ">= 1.11.0"
  required_plugins {
    amazon = {
      source  = "github.com/hashicorp/amazon"
      version = "1.8.2"
    }
  }
}

variable "stack" {
  type        = string
  description = "The stack that will use the image; a tag, and part of the name."
}

variable "region" {
  type        = string
  description = "Where the image is made, which is where the stack is."
}

variable "worker_image" {
  type        = string
  description = "registry/repository:tag in ECR of the same region; pulled into the image."

  validation {
    condition     = can(regex("^[0-9]{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com/[a-z0-9._/-]+:[A-Za-z0-9._-]+$", var.worker_image))
    error_message = "Must be an image in ECR: <account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>."
  }
}

variable "weights_url" {
  type        = string
  default     = ""
  description = "s3://bucket/weights/<release> with manifest.sha256, for the boot path baked-ami. Empty: no weights in the image."

  validation {
    condition     = can(regex("^(s3://[a-z0-9.-]+/[A-Za-z0-9._/-]*[^/])?$", var.weights_url))
    error_message = "Must be s3://<bucket>/<prefix> without a slash at its end, or empty."
  }
}

variable "subnet_id" {
  type        = string
  default     = ""
  description = "A subnet with a way to the internet. Empty: one of the default network."
}

variable "instance_type" {
  type        = string
  default     = "m7i.large"
  description = "Makes the image. Needs no GPU; x86, as the G instances are."
}

# An image name, not the newest image: it fixes the versions of the kernel and of all packages. Seen in public use on
# 2026-09 [M]. AWS deprecates each after 90 days, which hides but does not remove it.
variable "base_image_name" {
  type        = string
  default     = "al2023-ami-2023.12.20260831.0-kernel-6.1-x86_64"
  description = "Amazon Linux 2023, standard, kernel 6.1, x86."
}

variable "volume_gibibytes" {
  type        = number
  default     = 40
  description = "Holds system, driver, container image and weights. At most what the plan gives its groups."
}

variable "manifest_file" {
  type        = string
  description = "Where Packer writes what it made; bake.sh reads the image from it."
}

locals {
  # Where infra/boot/boot-folders.ts says that things stand.
  program_folder      = "/opt/asset-hub/bin"
  unit_folder         = "/etc/systemd/system"
  kept_weights_folder = "/var/lib/asset-hub/weights"
  docker_config_file  = "/etc/docker/daemon.json"
  upload_folder       = "/tmp/asset-hub"

  as_root = "chmod +x {{ .Path }} && sudo --non-interactive env {{ .Vars }} {{ .Path }}"

  account    = split(".", var.worker_image)[0]
  repository = split(":", join("/", slice(split("/", var.worker_image), 1, length(split("/", var.worker_image)))))[0]
  tag        = split(":", var.worker_image)[1]
  made_at    = formatdate("YYYYMMDD-hhmmss", timestamp())

  tags = {
    Name        = "asset-hub-${var.stack}-worker"
    Project     = "asset-hub"
    Stack       = var.stack
    WorkerImage = var.worker_image
    BaseImage   = var.base_image_name
    Weights     = var.weights_url == "" ? "none" : var.weights_url

    # As everything has that Pulumi makes (infra/config/hub-tags.ts): by them the budget finds what an image costs.
    "asset-hub:project" = "asset-hub"
    "asset-hub:stack"   = var.stack
  }
}

source "amazon-ebs" "worker" {
  region          = var.region
  ami_name        = "asset-hub-${var.stack}-worker-${local.tag}-${local.made_at}"
  ami_description = "Asset Hub worker ${local.tag}"
  instance_type   = var.instance_type
  subnet_id       = var.subnet_id
  ssh_username    = "ec2-user"
  imds_support    = "v2.0"

  # Only the machine that bakes may reach the instance, and only while it bakes.
  associate_public_ip_address               = true
  temporary_security_group_source_public_ip = true

  source_ami_filter {
    owners             = ["amazon"]
    include_deprecated = true
    most_recent        = true
    filters = {
      name                = var.base_image_name
      architecture        = "x86_64"
      root-device-type    = "ebs"
      virtualization-type = "hvm"
    }
  }

  launch_block_device_mappings {
    device_name           = "/dev/xvda"
    volume_type           = "gp3"
    volume_size           = var.volume_gibibytes
    encrypted             = true
    delete_on_termination = true
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  temporary_iam_instance_profile_policy_document {
    Version = "2012-10-17"
    # Knows no resource (Service Authorization Reference, Amazon ECR).
    Statement {
      Effect   = "Allow"
      Action   = ["ecr:GetAuthorizationToken"]
      Resource = ["*"]
    }
    Statement {
      Effect   = "Allow"
      Action   = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      Resource = ["arn:aws:ecr:${var.region}:${local.account}:repository/${local.repository}"]
    }
    dynamic "Statement" {
      for_each = var.weights_url == "" ? [] : [replace(var.weights_url, "s3://", "arn:aws:s3:::")]
      content {
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = ["${Statement.value}/*"]
      }
    }
  }

  # An image of 20 GB and more takes longer to appear than the ten minutes Packer waits by itself.
  aws_polling {
    delay_seconds = 15
    max_attempts  = 240
  }

  tags            = local.tags
  snapshot_tags   = local.tags
  run_tags        = local.tags
  run_volume_tags = local.tags
}

build {
  sources = ["source.amazon-ebs.worker"]

  provisioner "shell" {
    inline = ["mkdir --parents ${local.upload_folder}"]
  }

  provisioner "file" {
    sources     = ["${path.root}/../boot/scripts", "${path.root}/../boot/units"]
    destination = local.upload_folder
  }

  provisioner "shell" {
    execute_command = local.as_root
    environment_vars = [
      "UPLOAD_FOLDER=${local.upload_folder}",
      "PROGRAM_FOLDER=${local.program_folder}",
      "UNIT_FOLDER=${local.unit_folder}",
      "DOCKER_CONFIG_FILE=${local.docker_config_file}",
    ]
    scripts = [
      "${path.root}/scripts/install-driver.sh",
      "${path.root}/scripts/install-container-runtime.sh",
      "${path.root}/scripts/install-boot-files.sh",
    ]
  }

  # The scripts that an instance runs at its start do the rest: what they find in the image, they need not fetch.
  provisioner "shell" {
    execute_command = local.as_root
    environment_vars = [
      "AWS_REGION=${var.region}",
      "WORKER_IMAGE=${var.worker_image}",
      "WEIGHTS_URL=${var.weights_url}",
      "WEIGHTS_SOURCE=bucket",
      "LOCAL_FOLDER=${dirname(local.kept_weights_folder)}",
      "WEIGHTS_FOLDER=${local.kept_weights_folder}",
      "KEPT_WEIGHTS_FOLDER=/nonexistent",
    ]
    inline_shebang = "/bin/bash -eu"
    inline = [
      "${local.program_folder}/fetch-image.sh",
      "if [[ -n $WEIGHTS_URL ]]; then ${local.program_folder}/stage-weights.sh; fi",
    ]
  }

  provisioner "shell" {
    execute_command  = local.as_root
    environment_vars = ["UPLOAD_FOLDER=${local.upload_folder}"]
    script           = "${path.root}/scripts/clean.sh"
  }

  post-processor "manifest" {
    output     = var.manifest_file
    strip_path = true
  }
}
