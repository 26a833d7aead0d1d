# From outside, as people see it. The alarms on the product's own numbers are infrastructure/observability's.
resource "digitalocean_uptime_check" "ready" {
  name    = "${var.name} answers"
  target  = "https://${var.domain}/api/health/ready"
  type    = "https"
  regions = ["eu_west", "us_east"]
}

resource "digitalocean_uptime_alert" "down" {
  name       = "${var.name} is down"
  check_id   = digitalocean_uptime_check.ready.id
  type       = "down_global"
  threshold  = 1
  comparison = "less_than"
  period     = "2m"

  notifications {
    email = var.alarm_emails
  }
}

resource "digitalocean_uptime_alert" "slow" {
  name       = "${var.name} is slow"
  check_id   = digitalocean_uptime_check.ready.id
  type       = "latency"
  threshold  = 1000
  comparison = "greater_than"
  period     = "10m"

  notifications {
    email = var.alarm_emails
  }
}

resource "digitalocean_uptime_alert" "certificate" {
  name       = "${var.name}: the certificate ends soon"
  check_id   = digitalocean_uptime_check.ready.id
  type       = "ssl_expiry"
  threshold  = 14
  comparison = "less_than"
  period     = "1h"

  notifications {
    email = var.alarm_emails
  }
}

locals {
  # Percent above which somebody is told, and for how long.
  postgres_alarms = {
    cpu_alerts                = { above = 85, window = "10m" }
    memory_utilization_alerts = { above = 90, window = "30m" }
    disk_utilization_alerts   = { above = 75, window = "30m" }
  }
}

resource "digitalocean_monitor_alert" "postgres" {
  for_each = local.postgres_alarms

  description = "${var.name} PostgreSQL: ${replace(each.key, "_", " ")}"
  type        = "v1/dbaas/alerts/${each.key}"
  compare     = "GreaterThan"
  value       = each.value.above
  window      = each.value.window
  enabled     = true
  entities    = [digitalocean_database_cluster.postgres.id]

  alerts {
    email = var.alarm_emails
  }
}
