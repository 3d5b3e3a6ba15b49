"""Backprop Lab on a campus, on one machine: jupyterhub -f deploy/hub/jupyterhub_config.py (README.md here says more).

Each student has a server in a container: lessons as pages, JupyterLab beside them, and a home that stays. Limits rest
on tests/bench/hub.md: a server with two lessons open is 0.3 GB, and 0.7 GB with every panel of both drawn.
"""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821, traitlets provides it

# Where it runs: behind a proxy that speaks HTTPS (docs/class has notes for nginx and Caddy; websockets have to pass).
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.hub_ip = (
    "10.66.0.1"  # the containers' gateway (README.md makes their network): nobody else reaches it
)
state = Path("/var/lib/backprop-lab-hub")
c.JupyterHub.db_url = f"sqlite:///{state}/hub.sqlite"
c.JupyterHub.cookie_secret_file = f"{state}/cookie_secret"

# Who may come in. A first try: any name, and one password for all, by which any of them may be anybody.
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ.get("HUB_PASSWORD")  # 8 letters or more
c.Authenticator.allow_all = True
# The course in Moodle or Canvas is the door (pip install jupyterhub-ltiauthenticator). The platform shows these:
#   c.JupyterHub.authenticator_class = "ltiauthenticator.lti13.auth.LTI13Authenticator"
#   c.LTI13Authenticator.issuer = "https://moodle.example.org"
#   c.LTI13Authenticator.client_id = {"…"}  # that of this tool in the platform
#   c.LTI13Authenticator.authorize_url = "https://moodle.example.org/mod/lti/auth.php"
#   c.LTI13Authenticator.jwks_endpoint = "https://moodle.example.org/mod/lti/certs.php"
#   c.LTI13Authenticator.username_key = "sub"  # a number, no name
# The university's accounts, or GitHub's (pip install oauthenticator), by OpenID Connect:
#   c.JupyterHub.authenticator_class = "generic-oauth"
#   c.GenericOAuthenticator.client_id, c.GenericOAuthenticator.client_secret = "…", os.environ["OAUTH_SECRET"]
#   c.GenericOAuthenticator.authorize_url = "https://login.example.org/oauth2/authorize"
#   c.GenericOAuthenticator.token_url = "https://login.example.org/oauth2/token"
#   c.GenericOAuthenticator.userdata_url = "https://login.example.org/oauth2/userinfo"
#   c.GenericOAuthenticator.oauth_callback_url = "https://lab.example.org/hub/oauth_callback"
#   c.GenericOAuthenticator.username_claim = "preferred_username"
#   c.Authenticator.allow_all = False
#   c.Authenticator.allowed_users = {"ada", "grace"}  # or allowed_groups
# c.Authenticator.admin_users = {"the teacher"}

# A student's server: the image of the Dockerfile here (pip install dockerspawner).
c.JupyterHub.spawner_class = "docker"
c.DockerSpawner.image = "backprop-lab-hub"
c.DockerSpawner.remove = True
c.DockerSpawner.volumes = {"backprop-lab-{username}": "/home/lab"}
c.DockerSpawner.network_name = "backprop-lab"
c.DockerSpawner.use_internal_ip = True
c.Spawner.cmd = ["/opt/backprop-lab/start"]
c.Spawner.default_url = "/voila/tree"  # the start page; JupyterLab is at /lab
c.Spawner.mem_limit = "1G"
c.Spawner.cpu_limit = 1.0
# A lecture begins: as many servers start at once as there are processors to start them, the others wait their turn.
c.JupyterHub.concurrent_spawn_limit = 2 * (os.cpu_count() or 1)
c.JupyterHub.active_server_limit = 0  # two for each GB, say; 0: no limit
c.Spawner.start_timeout = c.Spawner.http_timeout = 180

# A server that nobody used for half an hour ends; what was written stays in the student's home.
c.JupyterHub.services = [
    {
        "name": "culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=1800", "--cull-every=300"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "culler",
        "services": ["culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]
