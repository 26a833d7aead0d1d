# Signs sessions and gives the database logins their passwords. A new one ends every session: it is never made anew by itself.
resource "random_password" "auth_secret" {
  length  = 64
  special = false

  lifecycle {
    prevent_destroy = true
  }
}

locals {
  postgres = digitalocean_database_cluster.postgres
  database_url = format(
    "postgresql://%s:%s@%s:%d/%s?sslmode=verify-full",
    local.postgres.user, urlencode(local.postgres.password), local.postgres.private_host, local.postgres.port, digitalocean_database_db.studio.name
  )

  plain = merge({
    NODE_ENV     = "production"
    BASE_URL     = "https://${var.domain}"
    TRUST_PROXY  = tostring(var.trust_proxy)
    LOG_FORMAT   = "json"
    ADMIN_EMAILS = join(",", var.admin_emails)
    # Where the start puts the authority of the database's certificate; /tmp is memory.
    NODE_EXTRA_CA_CERTS = "/tmp/database-ca.pem"
  }, var.environment)

  # An empty variable counts as unset (services/api/env.example).
  secret = {
    DATABASE_URL      = local.database_url
    DATABASE_CA       = data.digitalocean_database_ca.postgres.certificate
    AUTH_SECRET       = random_password.auth_secret.result
    REDIS_URL         = var.valkey_size == null ? "" : digitalocean_database_cluster.valkey[0].private_uri
    ELASTICSEARCH_URL = var.elasticsearch_url == null ? "" : var.elasticsearch_url
    SENTRY_DSN        = var.sentry_dsn == null ? "" : var.sentry_dsn
  }

  start = "/bin/sh -c 'printf %s \"$DATABASE_CA\" > \"$NODE_EXTRA_CA_CERTS\" && exec tini -- node services/api/dist/main.js'"

  # What is watched of each component: rule, and the percent (or number) above which somebody is told.
  component_alarms = { CPU_UTILIZATION = 85, MEM_UTILIZATION = 85, RESTART_COUNT = 2 }
}

# The balancer, its TLS certificate for the domain and the redirect from http come with the app.
resource "digitalocean_app" "studio" {
  # Nothing may connect before the databases are closed to everybody else.
  depends_on = [digitalocean_database_firewall.postgres, digitalocean_database_firewall.valkey]

  spec {
    name   = var.name
    region = var.app_region

    vpc {
      id = digitalocean_vpc.studio.id
    }

    domain {
      name = var.domain
      type = "PRIMARY"
      zone = var.dns_zone
    }

    dynamic "env" {
      for_each = local.plain
      content {
        key   = env.key
        value = env.value
        scope = "RUN_TIME"
        type  = "GENERAL"
      }
    }

    dynamic "env" {
      for_each = nonsensitive(toset(keys(local.secret)))
      content {
        key   = env.value
        value = local.secret[env.value]
        scope = "RUN_TIME"
        type  = "SECRET"
      }
    }

    alert {
      rule = "DEPLOYMENT_FAILED"
    }

    alert {
      rule = "DOMAIN_FAILED"
    }

    service {
      name               = "api"
      instance_size_slug = var.instance_size
      instance_count     = var.api_instances
      http_port          = 3000
      internal_ports     = [9464] # metrics, for a collector in the same app
      run_command        = local.start

      image {
        registry_type        = "GHCR"
        registry             = var.image.registry
        repository           = var.image.repository
        tag                  = var.image.tag
        registry_credentials = var.registry_credentials
      }

      env {
        key   = "ROLES"
        value = "api"
        scope = "RUN_TIME"
      }

      health_check {
        http_path             = "/api/health/ready"
        initial_delay_seconds = 10
        period_seconds        = 5
        timeout_seconds       = 2
        success_threshold     = 1
        failure_threshold     = 3
      }

      # The balancer forgets the replica first; then it has time to finish what is in work (drain.ts).
      termination {
        drain_seconds        = 15
        grace_period_seconds = 30
      }

      dynamic "alert" {
        for_each = local.component_alarms
        content {
          rule     = alert.key
          operator = "GREATER_THAN"
          value    = alert.value
          window   = "TEN_MINUTES"
        }
      }
    }

    worker {
      name               = "worker"
      instance_size_slug = var.instance_size
      instance_count     = var.worker_instances
      run_command        = local.start

      image {
        registry_type        = "GHCR"
        registry             = var.image.registry
        repository           = var.image.repository
        tag                  = var.image.tag
        registry_credentials = var.registry_credentials
      }

      env {
        key   = "ROLES"
        value = "worker"
        scope = "RUN_TIME"
      }

      termination {
        grace_period_seconds = 30
      }

      dynamic "alert" {
        for_each = local.component_alarms
        content {
          rule     = alert.key
          operator = "GREATER_THAN"
          value    = alert.value
          window   = "TEN_MINUTES"
        }
      }
    }

    ingress {
      rule {
        component {
          name = "api"
        }
        match {
          path {
            prefix = "/"
          }
        }
      }
    }
  }
}
