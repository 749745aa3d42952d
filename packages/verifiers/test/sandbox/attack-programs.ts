import type { SandboxLayer } from "../../src/sandbox/zygote-command.ts";
import type { Observed } from "./throw-away.ts";

/** What an attack may use and what is looked at afterwards. All of it is the test's own. */
export interface Target {
  readonly folder: string;
  readonly port: number;
  /** What reached the test's listeners since the attack began. */
  readonly received: () => number;
  readonly written: () => number;
}

/** A program that attacks, bounded so that it does no harm where it succeeds, and what should contain it. */
export interface Attack {
  readonly name: string;
  /** Each of these alone must contain it; `landlock` from the version given. */
  readonly claims: readonly (SandboxLayer | `landlock-${number}`)[];
  readonly source: string;
  /** Whether it got through; that it printed `SUCCEEDED` by default. */
  readonly succeeded?: (observed: Observed, target: Target) => boolean;
}

/** Finds the C library in the harness's frames: a model cannot import ctypes. */
const libc = `import sys
frame = sys._getframe()
while "confinement" not in frame.f_globals:
    frame = frame.f_back
libc = frame.f_globals["confinement"]._libc
`;
const succeed = `print("SUCCEEDED")`;

/** In Python, which can do the most: it runs in the fork server's own interpreter. */
export const pythonAttacks: readonly Attack[] = [
  {
    name: "bombs with forks",
    claims: ["seccomp", "rlimits"],
    source: `import os, time
for _ in range(40):
    if os.fork() == 0:
        time.sleep(0.2)
        os._exit(0)
${succeed}`,
  },
  {
    name: "bombs with threads",
    claims: ["seccomp", "rlimits"],
    source: `import time
# Spelled so that nothing stands in for it.
start = getattr(__import__("_thr" + "ead"), "start_new_thr" + "ead")
for _ in range(40):
    start(time.sleep, (0.2,))
${succeed}`,
  },
  {
    name: "takes memory without end",
    claims: ["rlimits"],
    source: `blocks = [b"x" * (1 << 20) for _ in range(200)]
${succeed}`,
  },
  {
    name: "loops without end",
    claims: ["supervisor"],
    source: `import time
while time.process_time() < 0.6:
    pass
${succeed}`,
  },
  {
    name: "loops and ignores the signals that should end it",
    claims: ["supervisor", "rlimits"],
    source: `import signal, time
try:
    for number in (signal.SIGTERM, signal.SIGXCPU):
        signal.signal(number, signal.SIG_IGN)
except OSError:
    pass
while time.process_time() < 2.4:
    pass
${succeed}`,
  },
  {
    name: "sleeps",
    claims: ["supervisor"],
    source: `import time
time.sleep(0.8)
${succeed}`,
  },
  {
    name: "reads /etc/passwd",
    claims: ["seccomp", "landlock", "namespaces"],
    source: `assert open("/etc/passwd").read()
${succeed}`,
  },
  {
    name: "reads the tests",
    claims: ["seccomp", "landlock", "namespaces"],
    source: `assert open("FOLDER/secret").read()
${succeed}`,
  },
  {
    name: "reads what only root may read",
    claims: ["seccomp", "landlock", "namespaces", "nobody"],
    source: `assert open("FOLDER/private").read()
${succeed}`,
  },
  {
    name: "reads its own environment",
    claims: ["environment", "namespaces"],
    source: `import os
assert os.environ["GURU_CANARY"] == "sings"
${succeed}`,
  },
  {
    name: "reads its parent's environment",
    claims: ["seccomp", "landlock", "namespaces"],
    source: `import os
assert b"GURU_CANARY=sings" in open(f"/proc/{os.getppid()}/environ", "rb").read()
${succeed}`,
  },
  {
    name: "reads its command line",
    claims: ["seccomp", "landlock", "namespaces"],
    source: `assert open("/proc/self/cmdline").read()
${succeed}`,
  },
  {
    name: "opens a connection",
    claims: ["seccomp", "landlock-4", "namespaces"],
    source: `import socket
socket.create_connection(("127.0.0.1", PORT)).close()
${succeed}`,
  },
  {
    name: "sends a datagram, as a look-up of a name does",
    claims: ["seccomp", "namespaces"],
    source: `import socket
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", PORT))`,
    succeeded: (_observed, { received }) => received() > 0,
  },
  {
    name: "fills the disk",
    claims: ["seccomp", "landlock", "namespaces", "rlimits"],
    source: `open("FOLDER/written", "wb").write(b"x" * (1 << 20))`,
    succeeded: (_observed, { written }) => written() > 0,
  },
  {
    name: "fills shared memory",
    claims: ["seccomp", "landlock", "namespaces", "rlimits"],
    source: `open("SHARED", "wb").write(b"x" * (1 << 20))`,
    succeeded: (_observed, { written }) => written() > 0,
  },
  {
    name: "kills its parent",
    claims: ["seccomp", "landlock-6"],
    source: `import os, time
os.kill(os.getppid(), 9)
time.sleep(5)`,
    succeeded: ({ serverLost }) => serverLost,
  },
  {
    name: "kills everything",
    claims: ["seccomp", "landlock-6", "namespaces"],
    source: `import os, time
os.kill(-1, 9)
time.sleep(0.2)`,
    succeeded: ({ bystanderAlive }) => !bystanderAlive,
  },
  {
    name: "runs a shell",
    claims: ["seccomp", "landlock"],
    source: `import os
assert os.system("exit 7") >> 8 == 7
${succeed}`,
  },
  {
    name: "runs a shell through the C library",
    claims: ["seccomp", "landlock"],
    source: `${libc}
assert libc.system(b"exit 7") >> 8 == 7
${succeed}`,
  },
  {
    name: "leaves a process behind that acts later",
    claims: ["seccomp", "rlimits", "supervisor"],
    source: `${libc}
import os, time
if os.fork() == 0:
    os.setsid()
    libc.prctl(15, b"MARK", 0, 0, 0)
    if os.fork() == 0:
        os.closerange(0, 64)
        time.sleep(60)
    os._exit(0)
os.wait()`,
    succeeded: ({ left }) => left > 0,
  },
  {
    name: "traces its parent",
    claims: ["seccomp", "landlock"],
    source: `${libc}
import os
assert libc.ptrace(16, os.getppid(), 0, 0) == 0
os.waitpid(os.getppid(), 0x40000000)
libc.ptrace(17, os.getppid(), 0, 0)
${succeed}`,
  },
  {
    name: "makes namespaces of its own",
    claims: ["seccomp"],
    source: `${libc}
assert libc.unshare(0x10000000) == 0
${succeed}`,
  },
  {
    name: "prints without end",
    claims: ["supervisor"],
    source: `for _ in range(1000):
    print("x" * 1000)`,
    succeeded: ({ result }) => (result?.stdout.length ?? 0) > 900_000,
  },
];
