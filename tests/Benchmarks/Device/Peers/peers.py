"""The same job by Netmiko or Ansible: `show version` at every router. Usage: peers.py netmiko|ansible DEVICES.json PARALLEL FOLDER
Prints {"what", "wall", "cpu"} (seconds) or fails with a line of its own."""
import json
import os
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor


def netmiko(devices, parallel, _):
    try:
        from netmiko import ConnectHandler, __version__
    except ImportError:
        sys.exit("the Debian package python3-netmiko is not installed")

    def run(device):
        connection = ConnectHandler(
            device_type="cisco_ios", host=device["host"], port=device["port"], username=device["username"],
            password=device["password"], fast_cli=True, timeout=120, auth_timeout=120, banner_timeout=120)
        output = connection.send_command("show version")
        connection.disconnect()
        return "FRRouting" in output

    with ThreadPoolExecutor(parallel) as pool:
        assert all(pool.map(run, devices)), "a router did not answer"
    return f"Netmiko {__version__} fast_cli"


def ansible(devices, parallel, folder):
    inventory = {"all": {
        "vars": {
            "ansible_connection": "ansible.netcommon.network_cli", "ansible_network_os": "frr.frr.frr", "ansible_host_key_checking": False,
            "ansible_command_timeout": 120, "ansible_connect_timeout": 120, "ansible_network_cli_ssh_type": "paramiko"},
        "hosts": {device["name"]: {
            "ansible_host": device["host"], "ansible_port": device["port"],
            "ansible_user": device["username"], "ansible_password": device["password"]} for device in devices}}}
    with open(f"{folder}/inventory.json", "w") as file:
        json.dump(inventory, file)
    play = [{"hosts": "all", "gather_facts": False, "tasks": [{"ansible.netcommon.cli_command": {"command": "show version"}}]}]
    with open(f"{folder}/play.json", "w") as file:
        json.dump(play, file)
    environment = dict(os.environ, ANSIBLE_HOST_KEY_CHECKING="False", ANSIBLE_HOME=folder, ANSIBLE_LOCAL_TEMP=folder, HOME=folder, LC_ALL="C.UTF-8",
                       ANSIBLE_NOCOWS="1", ANSIBLE_PERSISTENT_CONTROL_PATH_DIR=f"{folder}/pc")
    try:
        done = subprocess.run(["ansible-playbook", "-i", f"{folder}/inventory.json", "-f", str(parallel), f"{folder}/play.json"],
                              env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    except FileNotFoundError:
        sys.exit("the Debian package ansible is not installed")
    if done.returncode:
        sys.exit(" ".join(done.stdout.split())[-300:])
    return "Ansible network_cli"


devices = json.load(open(sys.argv[2]))
started = time.monotonic()
what = {"netmiko": netmiko, "ansible": ansible}[sys.argv[1]](devices, int(sys.argv[3]), sys.argv[4])
wall = time.monotonic() - started
own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"what": what, "wall": wall, "cpu": own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime}))
