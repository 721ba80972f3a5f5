"""The chart passes Helm's own lint, renders what Kubernetes and the program accept, and refuses what must not be."""

import os
import re
import subprocess
import tempfile
import tomllib
import unittest
from pathlib import Path

import kubernetes_validate
import yaml

ROOT = Path(__file__).resolve().parents[2]
CHART = ROOT / "deploy/helm/watchbell"
HERE = Path(__file__).resolve().parent
HELM = os.environ["HELM"]
WATCHBELL = os.environ["WATCHBELL_BINARY"]

TEXTS = [f"config={HERE}/watchbell.toml", f"directory={ROOT}/deploy/directory.example.toml"]
# What proxies pass on; tests/deploy.rs holds the same list for Caddy and nginx.
PUBLIC = {"/hooks/", "/act/", "/read/", "/open/", "/links.css"}
# Their schemas belong to the Prometheus operator.
OF_THE_OPERATOR = {"ServiceMonitor", "PrometheusRule"}
# The oldest that Chart.yaml admits, and the newest whose schemas are at hand.
VERSIONS = ["1.30", kubernetes_validate.latest_version()]


def helm(*arguments, home):
    environment = {"PATH": os.environ["PATH"], "HOME": home}
    return subprocess.run([HELM, *arguments], env=environment, capture_output=True, text=True)


class Chart(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = folder.name

    def run_helm(self, verb, *arguments, values="least", texts=TEXTS, chart=CHART):
        """What Helm did with one of the sets of values in ci/."""
        chosen = ["-f", str(CHART / f"ci/{values}-values.yaml")]
        for text in texts:
            chosen += ["--set-file", text]
        name = ["tea"] if verb == "template" else []
        return helm(verb, *name, str(chart), *chosen, *arguments, home=self.home)

    def render(self, *arguments, **what):
        done = self.run_helm("template", *arguments, **what)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [one for one in yaml.safe_load_all(done.stdout) if one]

    def one(self, rendered, kind, ending=""):
        found = [one for one in rendered if one["kind"] == kind and one["metadata"]["name"].endswith(ending)]
        self.assertEqual(len(found), 1, f"{kind} {ending}")
        return found[0]

    def assert_refused(self, words, *arguments, **what):
        done = self.run_helm("template", *arguments, **what)
        self.assertNotEqual(done.returncode, 0, f"accepted: {arguments}")
        self.assertIn(words, done.stderr)

    # --- Helm and Kubernetes accept it ---

    def test_it_passes_the_strict_lint(self):
        for values in ["least", "all"]:
            done = self.run_helm("lint", "--strict", values=values)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertIn("1 chart(s) linted, 0 chart(s) failed", done.stdout)

    def test_the_lint_sees_a_mistake(self):
        done = self.run_helm("lint", "--strict", "--set", "replicas=many")
        self.assertNotEqual(done.returncode, 0, "the lint accepts everything")

    def test_the_image_it_asks_for_is_of_this_version(self):
        version = tomllib.loads((ROOT / "Cargo.toml").read_text())["workspace"]["package"]["version"]
        image = self.one(self.render(), "Deployment")["spec"]["template"]["spec"]["containers"][0]["image"]
        self.assertEqual(image, f"registry.example.com/watchbell:{version}")

    def test_kubernetes_knows_every_field(self):
        for values in ["least", "all"]:
            for resource in self.render(values=values):
                if resource["kind"] in OF_THE_OPERATOR:
                    continue
                for version in VERSIONS:
                    kubernetes_validate.validate(resource, version, strict=True)

    def test_the_schemas_see_a_mistake(self):
        deployment = self.one(self.render(), "Deployment")
        deployment["spec"]["template"]["spec"]["terminationGracePeriod"] = 3
        with self.assertRaises(kubernetes_validate.ValidationError):
            kubernetes_validate.validate(deployment, VERSIONS[0], strict=True)

    def test_the_package_renders_the_same(self):
        done = helm("package", str(CHART), "--destination", self.home, home=self.home)
        self.assertEqual(done.returncode, 0, done.stderr)
        package = next(Path(self.home).glob("*.tgz"))
        self.assertEqual(self.render(values="all", chart=package), self.render(values="all"))

    # --- The program accepts what it is given ---

    def test_the_program_accepts_the_configuration_of_the_pods(self):
        for values in ["least", "all"]:
            rendered = self.render(values=values)
            container = self.one(rendered, "Deployment")["spec"]["template"]["spec"]["containers"][0]
            data = self.one(rendered, "ConfigMap", "watchbell")["data"]
            folder = Path(self.home) / values
            folder.mkdir()
            for name in ["database_url", "dingtalk_app_secret", "watchbell_links"]:
                (folder / name).write_text("postgres://watchbell:made-up@database/watchbell")
            here = lambda text: text.replace("/run/secrets", str(folder)).replace("/etc/watchbell", str(folder))
            (folder / "watchbell.toml").write_text(here(data["watchbell.toml"]))
            environment = {one["name"]: here(one["value"]) for one in container["env"]}
            done = subprocess.run([WATCHBELL, "config", "check"], env=environment, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_the_program_accepts_the_arguments_of_every_container(self):
        rendered = self.render()
        pods = [one["spec"]["template"]["spec"] for one in rendered if one["kind"] in {"Deployment", "Job"}]
        pods += [one["spec"] for one in rendered if one["kind"] == "Pod"]
        self.assertEqual(len(pods), 3)
        for pod in pods:
            arguments = pod["containers"][0]["args"]
            done = subprocess.run([WATCHBELL, *arguments, "--help"], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            mounts = {mount["name"] for mount in pod["containers"][0]["volumeMounts"]}
            self.assertEqual(mounts, {volume["name"] for volume in pod["volumes"]})

    # --- It keeps its promises ---

    def test_an_instance_takes_over_before_another_stops(self):
        spec = self.one(self.render(), "Deployment")["spec"]
        self.assertEqual(spec["replicas"], 2)
        self.assertEqual(spec["strategy"]["rollingUpdate"]["maxUnavailable"], 0)
        budget = self.one(self.render(), "PodDisruptionBudget")["spec"]
        self.assertEqual(budget["maxUnavailable"], 1)

    def test_kubernetes_leaves_an_instance_the_time_to_stop(self):
        for values in ["least", "all"]:
            pod = self.one(self.render(values=values), "Deployment")["spec"]["template"]["spec"]
            container = pod["containers"][0]
            environment = {one["name"]: one["value"] for one in container["env"]}
            needed = int(environment["WATCHBELL__ENGINE__SHUTDOWN_SECONDS"])
            needed += container["lifecycle"]["preStop"]["sleep"]["seconds"]
            self.assertGreater(pod["terminationGracePeriodSeconds"], needed)

    def test_nobody_restarts_an_instance_for_a_platform(self):
        container = self.one(self.render(), "Deployment")["spec"]["template"]["spec"]["containers"][0]
        paths = {name: container[f"{name}Probe"]["httpGet"]["path"] for name in ["startup", "liveness", "readiness"]}
        self.assertEqual(
            paths, {"startup": "/health/live", "liveness": "/health/live", "readiness": "/health/ready"}
        )

    def test_every_pod_has_as_few_rights_as_it_needs(self):
        for resource in self.render(values="all"):
            pod = resource["spec"] if resource["kind"] == "Pod" else resource.get("spec", {}).get("template", {})
            pod = pod.get("spec", pod)
            if "containers" not in pod:
                continue
            self.assertFalse(pod["automountServiceAccountToken"])
            self.assertTrue(pod["securityContext"]["runAsNonRoot"])
            self.assertEqual(pod["securityContext"]["runAsUser"], 10001)
            for container in pod["containers"]:
                rights = container["securityContext"]
                self.assertTrue(rights["readOnlyRootFilesystem"])
                self.assertFalse(rights["allowPrivilegeEscalation"])
                self.assertEqual(rights["capabilities"], {"drop": ["ALL"]})

    def test_the_ingress_passes_on_what_is_public_and_no_more(self):
        self.assertEqual([one for one in self.render() if one["kind"] == "Ingress"], [])
        ingress = self.one(self.render(values="all"), "Ingress")
        paths = ingress["spec"]["rules"][0]["http"]["paths"]
        self.assertEqual({path["path"] for path in paths}, PUBLIC)
        self.assertEqual({path["backend"]["service"]["name"] for path in paths}, {"tea-watchbell"})

    def test_services_find_the_instances_and_nothing_else(self):
        rendered = self.render()
        labels = self.one(rendered, "Deployment")["spec"]["template"]["metadata"]["labels"].items()
        job = self.one(rendered, "Job")["spec"]["template"]["metadata"]["labels"].items()
        for service in [one for one in rendered if one["kind"] == "Service"]:
            selector = service["spec"]["selector"].items()
            self.assertLessEqual(selector, labels)
            self.assertFalse(selector <= job, "the job would get requests")

    def test_a_new_directory_restarts_nobody_and_a_new_configuration_does(self):
        pod = lambda texts: self.one(self.render(texts=texts), "Deployment")["spec"]["template"]
        other = f"{ROOT}/deploy/Caddyfile"
        self.assertEqual(pod(TEXTS), pod([TEXTS[0], f"directory={other}"]))
        self.assertNotEqual(pod(TEXTS), pod([f"config={other}", TEXTS[1]]))

    def test_texts_arrive_as_they_were_written(self):
        text = '  # begins with blanks\n\n[x]\ty = "{{ .Values }} \\n 值班"\n'
        file = Path(self.home) / "own.toml"
        file.write_text(text)
        config = self.one(self.render(texts=[f"config={file}", f"plans.own\\.toml={file}"]), "ConfigMap")
        self.assertEqual(config["data"], {"watchbell.toml": text, "plans.own.toml": text})

    def test_alerts_and_dashboard_are_those_of_deploy(self):
        rendered = self.render(values="all")
        alerts = yaml.safe_load((ROOT / "deploy/prometheus-alerts.yaml").read_text())
        self.assertEqual(self.one(rendered, "PrometheusRule")["spec"], alerts)
        dashboard = self.one(rendered, "ConfigMap", "dashboard")["data"]["watchbell.json"]
        self.assertEqual(dashboard, (ROOT / "deploy/grafana-dashboard.json").read_text())

    def test_the_job_of_the_figures_is_the_one_that_alerts_ask_for(self):
        rendered = self.render(values="all")
        monitor = self.one(rendered, "ServiceMonitor")["spec"]
        service = self.one(rendered, "Service", "metrics")
        labels = service["metadata"]["labels"]
        self.assertLessEqual(monitor["selector"]["matchLabels"].items(), labels.items())
        self.assertEqual(monitor["endpoints"][0]["port"], service["spec"]["ports"][0]["name"])
        self.assertIn(f'job="{labels[monitor["jobLabel"]]}"', (ROOT / "deploy/prometheus-alerts.yaml").read_text())

    # --- It refuses with a sentence ---

    def test_what_is_missing_is_named(self):
        self.assert_refused("image.repository is empty", "--set", "image.repository=")
        self.assert_refused("database.secret is empty", "--set", "database.secret=")
        self.assert_refused("config is empty", texts=[])
        self.assert_refused("ingress.host is empty", "--set", "ingress.enabled=true")

    def test_an_address_of_a_database_has_no_place(self):
        self.assert_refused("values don't meet the specifications of the schema", "--set", "database.url=sqlite:watchbell.db")
        config = Path(self.home) / "watchbell.toml"
        for text in ['[database]\nurl = "sqlite:/data/watchbell.db"\n', 'database.url = "postgres://a:b@c/d"\n']:
            config.write_text(text)
            self.assert_refused("config has a [database]", texts=[f"config={config}"])

    def test_a_secret_in_clear_is_refused(self):
        config = Path(self.home) / "watchbell.toml"
        for key in secret_keys():
            for text in [f'[x]\n{key} = "made up"\n', f'x = {{ a = 1, {key} = "made up" }}\n']:
                config.write_text(text)
                self.assert_refused("config holds a secret in clear", texts=[f"config={config}"])

    def test_unknown_values_are_refused(self):
        for value in ["replica=2", "image.name=x", "replicas=0", "stop.seconds=0", "log.format=xml"]:
            self.assert_refused("values don't meet the specifications of the schema", "--set", value)


def secret_keys():
    """What the program can read from a file because it is secret; a certificate authority is not."""
    keys = set(re.findall(r"\b([a-z_]+)_file = ", (ROOT / "config.default.toml").read_text()))
    for source in [*ROOT.glob("src/config/**/*.rs"), *ROOT.glob("adapters/*/src/settings/**/*.rs")]:
        keys |= set(re.findall(r"\b(?:required_)?secret\(\s*\"([a-z_]+)\"", source.read_text()))
    keys -= {"authority", "url"}
    assert len(keys) > 8, keys
    return sorted(keys)


if __name__ == "__main__":
    unittest.main()
