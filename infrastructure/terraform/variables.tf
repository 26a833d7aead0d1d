variable "name" {
  description = "Name of the deployment, and the start of every resource's name."
  type        = string
  default     = "bpmn-studio"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}[a-z0-9]$", var.name))
    error_message = "Use 3 to 26 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "region" {
  description = "Region of the databases and their network, such as fra1. The app runs in the region around it (app_region)."
  type        = string
  default     = "fra1"
}

variable "app_region" {
  description = "Region of the app, such as fra: the one that `region` lies in."
  type        = string
  default     = "fra"
}

variable "domain" {
  description = "Host name people use, such as studio.example.org: the public address (BASE_URL) and the name of the certificate."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.domain))
    error_message = "Give a host name without scheme and path, such as studio.example.org."
  }
}

variable "dns_zone" {
  description = "Zone at DigitalOcean that the domain is in, such as example.org; its record is then made. Null: make a CNAME to the output `app_hostname` yourself."
  type        = string
  default     = null
}

variable "image" {
  description = "The image of release.yml: where it is and which version. Never latest."
  type = object({
    registry   = string
    repository = string
    tag        = string
  })

  validation {
    condition     = var.image.tag != "latest" && var.image.tag != ""
    error_message = "Name a version; latest is another image tomorrow."
  }
}

variable "registry_credentials" {
  description = "user:token for a registry that is not public; null for a public one."
  type        = string
  default     = null
  sensitive   = true
}

variable "api_instances" {
  description = "Replicas of the API: two, so that one may stop."
  type        = number
  default     = 2

  validation {
    condition     = var.api_instances >= 2
    error_message = "With one replica, every deployment is an outage."
  }
}

variable "worker_instances" {
  description = "Replicas of the worker."
  type        = number
  default     = 1
}

variable "instance_size" {
  description = "Size of an instance of the API or the worker; 2 GB hold the largest documents and imports at once."
  type        = string
  default     = "apps-s-1vcpu-2gb"
}

variable "postgres_version" {
  description = "Major version of PostgreSQL. The product needs 18: its identifiers are made by uuidv7()."
  type        = string
  default     = "18"

  validation {
    condition     = try(tonumber(var.postgres_version) >= 18, false)
    error_message = "The product needs PostgreSQL 18 or newer."
  }
}

variable "postgres_size" {
  description = "Size of each PostgreSQL node; it bounds the connections (97 with 4 GB; three processes use up to 60)."
  type        = string
  default     = "db-s-2vcpu-4gb"
}

variable "postgres_nodes" {
  description = "PostgreSQL nodes: two, the second a standby that takes over."
  type        = number
  default     = 2
}

variable "valkey_size" {
  description = "Size of the Valkey node (the queue, limits and notices). Null: none, PostgreSQL does its work."
  type        = string
  default     = "db-s-1vcpu-1gb"
}

variable "elasticsearch_url" {
  description = "An Elasticsearch 9 of yours, with user and password in the address; null: PostgreSQL searches."
  type        = string
  default     = null
  sensitive   = true
}

variable "admin_emails" {
  description = "Addresses whose owners are administrators once verified."
  type        = list(string)
  default     = []
}

variable "alarm_emails" {
  description = "Who is told when something is wrong: addresses verified at DigitalOcean. At least one."
  type        = list(string)

  validation {
    condition     = length(var.alarm_emails) > 0
    error_message = "Somebody has to hear the alarms."
  }
}

variable "trust_proxy" {
  description = "How many proxies stand before the app (TRUST_PROXY). See README.md for how to tell."
  type        = number
  default     = 1
}

variable "environment" {
  description = "More variables of services/api/env.example, such as LOG_LEVEL or OTEL_EXPORTER_OTLP_ENDPOINT; no secrets."
  type        = map(string)
  default     = {}
}

variable "sentry_dsn" {
  description = "Where errors are reported; null: nowhere."
  type        = string
  default     = null
  sensitive   = true
}

variable "network_range" {
  description = "Private range of the network."
  type        = string
  default     = "10.44.0.0/20"

  validation {
    condition     = can(cidrnetmask(var.network_range))
    error_message = "Give a range such as 10.44.0.0/20."
  }
}
