terraform {
  required_version = ">= 1.9"

  required_providers {
    digitalocean = {
      source  = "digitalocean/digitalocean"
      version = "~> 2.76"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.7"
    }
  }

  # The state holds passwords: keep it remote, locked and encrypted. backend.tf.example shows how.
}

# Takes its token from DIGITALOCEAN_TOKEN.
provider "digitalocean" {}
