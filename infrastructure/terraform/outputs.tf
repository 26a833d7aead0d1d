output "address" {
  description = "Where people find the studio."
  value       = "https://${var.domain}"
}

output "app_hostname" {
  description = "What the domain must be a CNAME of, unless dns_zone made the record."
  value       = replace(digitalocean_app.studio.default_ingress, "https://", "")
}

output "app_id" {
  description = "For doctl: logs and deployments."
  value       = digitalocean_app.studio.id
}

output "postgres_host" {
  description = "PostgreSQL, reachable in the network alone."
  value       = digitalocean_database_cluster.postgres.private_host
}

output "database_url" {
  description = "The owner of the database, for backups and psql inside the network."
  value       = local.database_url
  sensitive   = true
}
