resource "digitalocean_database_cluster" "postgres" {
  name                 = "${var.name}-postgres"
  engine               = "pg"
  version              = var.postgres_version
  size                 = var.postgres_size
  region               = var.region
  node_count           = var.postgres_nodes
  private_network_uuid = digitalocean_vpc.studio.id

  maintenance_window {
    day  = "sunday"
    hour = "03:00:00"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "digitalocean_database_db" "studio" {
  cluster_id = digitalocean_database_cluster.postgres.id
  name       = "bpmn_studio"
}

resource "digitalocean_database_firewall" "postgres" {
  cluster_id = digitalocean_database_cluster.postgres.id

  rule {
    type  = "ip_addr"
    value = digitalocean_vpc.studio.ip_range
  }
}

# Its certificate is signed by an authority of its own, which the processes are given to check it.
data "digitalocean_database_ca" "postgres" {
  cluster_id = digitalocean_database_cluster.postgres.id
}

# The queue, the limits and the notices between replicas. Keys are never evicted (noeviction is its default): jobs live here.
resource "digitalocean_database_cluster" "valkey" {
  count = var.valkey_size == null ? 0 : 1

  name                 = "${var.name}-valkey"
  engine               = "valkey"
  version              = "8"
  size                 = var.valkey_size
  region               = var.region
  node_count           = 1
  private_network_uuid = digitalocean_vpc.studio.id

  maintenance_window {
    day  = "sunday"
    hour = "04:00:00"
  }
}

resource "digitalocean_database_firewall" "valkey" {
  count = var.valkey_size == null ? 0 : 1

  cluster_id = digitalocean_database_cluster.valkey[0].id

  rule {
    type  = "ip_addr"
    value = digitalocean_vpc.studio.ip_range
  }
}
