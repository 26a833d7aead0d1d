# What the databases and the app talk over. Neither database answers anybody outside of it.
resource "digitalocean_vpc" "studio" {
  name        = "${var.name}-${var.region}"
  region      = var.region
  ip_range    = var.network_range
  description = "BPMN Studio: app, PostgreSQL, Valkey"
}
