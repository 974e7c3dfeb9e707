#!/bin/sh
# The one command of this repository: sets up what is missing, builds what changed, runs the tool (tools/flux).
# Needs nothing but the .NET SDK; on Debian and Ubuntu it installs the packages below by itself when it may.
set -eu

# package | needed for | required or optional | file (or command) that proves it is there | what it is good for
# needed for: run (everything), lab (demo and tests), test (tests), peers (tests against foreign gRPC implementations), bench (benchmarks)
packages='
python3|run|required|/usr/bin/python3|runs your scripts and templates, locked in a sandbox
python3-django|run|required|/usr/lib/python3/dist-packages/django/__init__.py|renders models and mails
libsqlite3-0|run|required|/usr/lib/*/libsqlite3.so.0|stores elements, flows and runs
libssh-4|run|required|/usr/lib/*/libssh.so.4|connects to devices
python3-yaml|run|optional|/usr/lib/python3/dist-packages/yaml/__init__.py|reads YAML configurations in scripts
python3-tz|run|optional|/usr/lib/python3/dist-packages/pytz/__init__.py|gives scripts the module pytz
python3-textfsm|run|optional|/usr/lib/python3/dist-packages/textfsm/__init__.py|parses answers with TextFSM models
libmongoc-1.0-0|run|optional|/usr/lib/*/libmongoc-1.0.so.0|keeps documents in MongoDB instead (FLUX_MONGODB)
util-linux|run|required|/usr/bin/setpriv|ends the services with their parent
openssh-server|lab|required|/usr/sbin/sshd|real devices for demo and tests (not started as a service)
openssh-client|lab|required|/usr/bin/ssh-keygen|keys of those devices
python3-aiosmtpd|lab|required|/usr/lib/python3/dist-packages/aiosmtpd/__init__.py|a real mail server for demo and tests
frr|lab|optional|/usr/bin/vtysh|gives the devices a router command line (not started as a service)
iproute2|lab|optional|/usr/sbin/ip|a network of its own for each router
python3-mockupdb|test|required|/usr/lib/python3/dist-packages/mockupdb/__init__.py|speaks the protocol of MongoDB in tests
python3-mongomock|test|required|/usr/lib/python3/dist-packages/mongomock/__init__.py|keeps the documents of those tests
git|test|required|/usr/bin/git|applies the diffs of configurations in tests
socat|test|optional|/usr/bin/socat|tests at the own terminal of a routing daemon
telnet|test|optional|/usr/bin/telnet|tests at the own terminal of a routing daemon
exim4-daemon-light|test|optional|/usr/sbin/sendmail|another real mail server to test against (not started as a service; left out where a mail server is installed)
nodejs|peers|optional|command:node|a foreign gRPC implementation to test against
npm|peers|optional|command:npm|gets that implementation, and buf
python3-grpcio|peers|optional|/usr/lib/python3/dist-packages/grpc/__init__.py|another foreign gRPC implementation
python3-grpc-tools|peers|optional|/usr/lib/python3/dist-packages/grpc_tools/__init__.py|generates code for it
python3-netmiko|bench|optional|/usr/lib/python3/dist-packages/netmiko/__init__.py|another way to devices, to compare speed with
ansible|bench|optional|command:ansible-playbook|another way to devices, to compare speed with
bubblewrap|bench|optional|/usr/bin/bwrap|another way to lock scripts in, to compare speed with
'

root=$(dirname -- "$(readlink -f -- "$0")")
stamps=$root/artifacts/stamps
export FLUX_ROOT="$root" FLUX_PACKAGES="$packages"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1

usage() {
    cat <<'TEXT'
flux: network and IT automation over gRPC

  ./flux demo            a real flow over three real devices, start to end in half a minute
  ./flux up              start the six services (Ctrl-C stops them)
  ./flux apply -f FILE   make a declared file true: elements, groups, models, tasks, flows, mail services
  ./flux import -f FILE  many elements at once from YAML or CSV
  ./flux run FLOW --watch   run a flow and watch it, element by element and step by step
  ./flux logs RUN        what happened in a run: --follow, --element, --level, --text
  ./flux pause RUN, ./flux resume RUN, ./flux cancel RUN   hold a run, let it go on, stop it
  ./flux rerun RUN       run it again: --failed, --from STEP
  ./flux schedule        flows that run by themselves: list, next, pause, resume, trigger
  ./flux call METHOD     call any gRPC method, JSON in and out
  ./flux secrets rotate  encrypt all secrets with a new key
  ./flux doctor          what this machine lacks and how to get it
  ./flux test [ARGS]     build and run all tests; ARGS go to 'dotnet test'
  ./flux bench AREA      speed and cost beside other tools in the same run; without AREA the list of areas

Every command has --help. Start with examples/demo.yaml and README.md.
TEXT
}

say() { printf 'flux: %s\n' "$*" >&2; }

find_dotnet() {
    for dotnet in "$(command -v dotnet || true)" "${DOTNET_ROOT:-/nowhere}/dotnet" "$HOME/.dotnet/dotnet" /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet; do
        [ -x "$dotnet" ] && return
    done
    say "the .NET SDK 10 is missing: see https://dotnet.microsoft.com/download, or: apt-get install dotnet-sdk-10.0"
    exit 1
}

# Sets $lacking to the packages of some kinds ("run", "run lab") and one need (required, optional) that are not there.
find_lacking() {
    lacking=
    while IFS='|' read -r package for need file why; do
        case " $1 " in *" ${for:-none} "*) ;; *) continue ;; esac
        [ "$need" = "$2" ] || continue
        case $file in
            command:*) command -v "${file#command:}" >/dev/null && continue ;;
            # The path may hold a pattern; it is expanded here.
            *) for found in $file; do [ -e "$found" ] && continue 2; done ;;
        esac
        lacking="$lacking $package"
        say "$package is missing: $why"
    done <<TABLE
$packages
TABLE
}

# Asks nothing. The servers among the packages must not open ports on the user's machine: they are neither started nor enabled.
# shellcheck disable=SC2016 # the script below is expanded by the shell that runs it
apt_install() {
    $as_root env DEBIAN_FRONTEND=noninteractive sh -ec '
        if [ ! -e /usr/sbin/policy-rc.d ]; then
            trap "rm -f /usr/sbin/policy-rc.d" EXIT
            printf "#!/bin/sh\nexit 101\n" >/usr/sbin/policy-rc.d
            chmod 755 /usr/sbin/policy-rc.d
        fi
        get="apt-get -q -o DPkg::Lock::Timeout=580"
        $get install -y --no-install-recommends "$@" || { $get update && $get install -y --no-install-recommends "$@"; }
        if [ -d /run/systemd/system ]; then
            for package; do
                case $package in frr) systemctl disable --quiet frr ;; openssh-server) systemctl disable --quiet ssh ;; exim4-daemon-light) systemctl disable --quiet exim4 ;; esac
            done
        fi' sh "$@" >"$1.log" 2>&1
}

install() { # KINDS
    find_lacking "$1" required
    required=$lacking
    find_lacking "$1" optional
    optional=$lacking
    [ -n "$required$optional" ] || return 0
    if [ "$(id -u)" = 0 ]; then as_root=
    elif sudo -n true 2>/dev/null; then as_root='sudo -n'
    else as_root=none; fi
    if [ "$as_root" = none ] || ! command -v apt-get >/dev/null; then
        say "cannot install packages here (needs apt-get and root or passwordless sudo); yourself: apt-get install$required$optional"
        [ -z "$required" ] || exit 1
        return 0
    fi
    log=$(mktemp -d)
    # shellcheck disable=SC2086 # lists of names
    if [ -n "$required" ]; then
        say "installing$required"
        (cd "$log" && apt_install $required) || { tail -n 5 "$log"/*.log >&2; say "could not install$required; see $log"; exit 1; }
    fi
    for package in $optional; do
        say "installing $package"
        (cd "$log" && apt_install "$package") || say "could not install $package: going on without it"
    done
    rm -rf "$log"
}

# A build costs seconds even when there is nothing to do; asking the files costs a few milliseconds.
# A folder is newer than the stamp when a file in it was added or removed.
unchanged() { # STAMP
    [ -f "$stamps/$1" ] && [ -z "$(cd "$root" && find services protos tools tests ./*.props ./*.slnx global.json .editorconfig -newer "$stamps/$1" -print -quit)" ]
}

build() { # STAMP SOLUTION
    unchanged "$1" || unchanged all || {
        mkdir -p "$stamps"
        (
            flock 9
            if ! unchanged "$1"; then
                if [ -f "$stamps/$1" ]; then say "building what changed"; else say "building for the first time, a minute or two"; fi
                # The stamp gets the time of the build's start: what is edited meanwhile counts as changed.
                : >"$stamps/$1.new"
                "$dotnet" build "$root/$2" -c Release --nologo -v quiet -clp:NoSummary >"$stamps/$1.log" 2>&1 9>&- || {
                    grep -E ': (error|warning) ' "$stamps/$1.log" | sort -u | head -n 20 >&2 || tail -n 20 "$stamps/$1.log" >&2
                    say "the build failed; the whole log is $stamps/$1.log"
                    exit 1
                }
                mv "$stamps/$1.new" "$stamps/$1"
            fi
        ) 9>"$stamps/lock"
    }
}

run_tool() { exec "$dotnet" "$root/artifacts/bin/Cli/release/flux.dll" "$@"; }

run_tests() { # arguments of 'dotnet test'
    build all flux-services.slnx
    results=$(mktemp)
    trap 'rm -f "$results"' EXIT
    failed=0
    if [ $# = 0 ]; then
        say "checking the format"
        "$dotnet" format "$root/flux-services.slnx" --verify-no-changes --no-restore --verbosity quiet || { failed=1; say "run: dotnet format"; }
    fi
    conformance=artifacts/bin/Conformance/release/Conformance.dll
    find_lacking peers optional
    if [ -n "$lacking" ]; then
        say "leaving out tests/Conformance, which needs$lacking"
        conformance=
    fi
    say "running the tests"
    # One runner for all; two test hosts at once, because each of them starts processes of its own. A test that hangs is named and ends its host.
    # shellcheck disable=SC2086 # may be empty
    (cd "$root" && "$dotnet" test artifacts/bin/*.Tests/release/*.Tests.dll artifacts/bin/Integration/release/Integration.dll $conformance --nologo \
        --blame-hang --blame-hang-timeout 5m --blame-hang-dump-type none --results-directory "$root/artifacts/TestResults" "$@" \
        -- RunConfiguration.MaxCpuCount=2 || echo failed >"$results.failed") | tee "$results"
    [ ! -e "$results.failed" ] || { rm "$results.failed"; failed=1; }
    awk -v failed="$failed" '
        / - Failed: +[0-9]+, Passed: / { gsub(",", ""); for (i = 1; i < NF; i++) count[$i] += $(i + 1) }
        END { printf "%d passed, %d failed, %d skipped\n", count["Passed:"], count["Failed:"], count["Skipped:"]; exit failed || count["Failed:"] > 0 || count["Passed:"] == 0 }' "$results"
}

doctor() {
    [ ! -f "$root/artifacts/bin/Cli/release/flux.dll" ] || run_tool doctor "$@"
    printf '%-18s%s\n' "dotnet" "$("$dotnet" --version 2>&1 | head -n 1)"
    find_lacking "run lab" required
    required=$lacking
    find_lacking "run lab" optional
    if [ -n "$required$lacking" ]; then echo "install: apt-get install$required$lacking"; else echo "all Debian packages are there"; fi
    echo "The tool is not built yet; './flux up' or './flux demo' builds it."
    [ -z "$required" ]
}

case ${1:-help} in
    help | -h | --help) usage ;;
    doctor) shift; find_dotnet; doctor "$@" ;;
    test) shift; find_dotnet; install "run lab test peers"; run_tests "$@" ;;
    bench) shift; find_dotnet; install "run lab peers bench"; build all flux-services.slnx; exec "$dotnet" "$root/artifacts/bin/Benchmarks/release/Benchmarks.dll" "$@" ;;
    demo) find_dotnet; install "run lab"; build suite tools/flux/suite.slnf; run_tool "$@" ;;
    up) find_dotnet; install run; build suite tools/flux/suite.slnf; run_tool "$@" ;;
    *) find_dotnet; build suite tools/flux/suite.slnf; run_tool "$@" ;;
esac
