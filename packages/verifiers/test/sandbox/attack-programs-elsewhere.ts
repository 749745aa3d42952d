import type { Attack } from "./attack-programs.ts";

const printed = `console.log("SUCCEEDED")`;

/** In JavaScript. Node itself opens files and starts threads, so that seccomp permits it both. */
export const javascriptAttacks: readonly Attack[] = [
  {
    name: "takes memory without end",
    claims: ["rlimits"],
    source: `const blocks = [];
for (let index = 0; index < 400; index++) blocks.push(Buffer.alloc(1 << 20, 1));
${printed}`,
  },
  {
    name: "loops without end",
    claims: ["supervisor"],
    source: `while (process.cpuUsage().user < 600_000);
${printed}`,
  },
  {
    name: "reads the tests",
    claims: ["landlock", "namespaces"],
    source: `require("fs").readFileSync("FOLDER/secret");
${printed}`,
  },
  {
    name: "fills the disk",
    claims: ["landlock", "namespaces", "rlimits"],
    source: `require("fs").writeFileSync("FOLDER/written", "x".repeat(1 << 20));`,
    succeeded: (_observed, { written }) => written() > 0,
  },
  {
    name: "reads its parent's environment",
    claims: ["landlock", "namespaces"],
    source: `if (require("fs").readFileSync("/proc/" + process.ppid + "/environ", "utf8").includes("GURU_CANARY=sings")) ${printed}`,
  },
  {
    name: "opens a connection",
    claims: ["seccomp", "landlock-4", "namespaces"],
    source: `require("net").connect(PORT, "127.0.0.1", () => { ${printed}; process.exit(); });`,
  },
  {
    name: "runs a shell",
    claims: ["seccomp", "landlock"],
    source: `if (require("child_process").spawnSync("/bin/sh", ["-c", "exit 7"]).status === 7) ${printed}`,
  },
  {
    name: "kills its parent",
    claims: ["seccomp", "landlock-6"],
    source: `process.kill(process.ppid, 9);
setTimeout(() => {}, 5000);`,
    succeeded: ({ serverLost }) => serverLost,
  },
  {
    name: "prints without end",
    claims: ["supervisor"],
    source: `for (let index = 0; index < 1000; index++) console.log("x".repeat(1000));`,
    succeeded: ({ result }) => (result?.stdout.length ?? 0) > 900_000,
  },
];

const succeed = `write(1, "SUCCEEDED", 9);`;

/** In C++, which makes system calls as it likes. */
export const cppAttacks: readonly Attack[] = [
  {
    name: "bombs with forks",
    claims: ["seccomp", "rlimits"],
    source: `#include <unistd.h>
int main() {
  for (int index = 0; index < 40; index++) {
    int child = fork();
    if (child < 0) return 1;
    if (child == 0) { usleep(200000); _exit(0); }
  }
  ${succeed}
}`,
  },
  {
    name: "bombs with threads",
    claims: ["seccomp", "rlimits"],
    source: `#include <pthread.h>
#include <unistd.h>
void *rest(void *) { usleep(200000); return nullptr; }
int main() {
  pthread_t thread;
  for (int index = 0; index < 40; index++) if (pthread_create(&thread, nullptr, rest, nullptr)) return 1;
  ${succeed}
}`,
  },
  {
    name: "takes memory without end",
    claims: ["rlimits"],
    source: `#include <cstdlib>
#include <cstring>
#include <unistd.h>
int main() {
  for (int index = 0; index < 200; index++) {
    void *block = malloc(1 << 20);
    if (!block) return 1;
    memset(block, 1, 1 << 20);
  }
  ${succeed}
}`,
  },
  {
    name: "loops without end",
    claims: ["supervisor", "rlimits"],
    source: `#include <ctime>
#include <unistd.h>
int main() {
  while (clock() < 1.4 * CLOCKS_PER_SEC) {}
  ${succeed}
}`,
  },
  {
    name: "reads the tests",
    claims: ["landlock", "namespaces"],
    source: `#include <fcntl.h>
#include <unistd.h>
int main() { if (open("FOLDER/secret", O_RDONLY) >= 0) ${succeed} }`,
  },
  {
    name: "fills the disk",
    claims: ["landlock", "namespaces", "rlimits"],
    source: `#include <fcntl.h>
#include <unistd.h>
int main() { static char block[1 << 20]; write(open("FOLDER/written", O_WRONLY | O_CREAT, 0666), block, sizeof block); }`,
    succeeded: (_observed, { written }) => written() > 0,
  },
  {
    name: "opens a connection",
    claims: ["seccomp", "landlock-4", "namespaces"],
    source: `#include <arpa/inet.h>
#include <unistd.h>
int main() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(PORT);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(socket(AF_INET, SOCK_STREAM, 0), (sockaddr *)&address, sizeof address) == 0) ${succeed}
}`,
  },
  {
    name: "runs a shell",
    claims: ["seccomp", "landlock"],
    source: `#include <cstdlib>
#include <unistd.h>
int main() { if (WEXITSTATUS(system("exit 7")) == 7) ${succeed} }`,
  },
  {
    name: "becomes a shell",
    claims: ["seccomp", "landlock"],
    source: `#include <unistd.h>
int main() { execl("/bin/sh", "sh", "-c", "echo SUCCEEDED", nullptr); }`,
  },
  {
    name: "kills its parent",
    claims: ["seccomp", "landlock-6"],
    source: `#include <csignal>
#include <unistd.h>
int main() { kill(getppid(), SIGKILL); sleep(5); }`,
    succeeded: ({ serverLost }) => serverLost,
  },
  {
    name: "kills everything",
    claims: ["seccomp", "landlock-6", "namespaces"],
    source: `#include <csignal>
#include <unistd.h>
int main() { kill(-1, SIGKILL); usleep(200000); }`,
    succeeded: ({ bystanderAlive }) => !bystanderAlive,
  },
  {
    name: "traces its parent",
    claims: ["seccomp", "landlock"],
    source: `#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>
int main() {
  if (ptrace(PTRACE_ATTACH, getppid(), 0, 0) != 0) return 1;
  waitpid(getppid(), nullptr, __WALL);
  ptrace(PTRACE_DETACH, getppid(), 0, 0);
  ${succeed}
}`,
  },
  {
    name: "changes the limits of its parent",
    claims: ["seccomp"],
    source: `#include <sys/resource.h>
#include <unistd.h>
int main() {
  rlimit limit{100, 100};
  if (prlimit(getppid(), RLIMIT_SIGPENDING, &limit, nullptr) == 0) ${succeed}
}`,
  },
  {
    name: "makes namespaces of its own",
    claims: ["seccomp"],
    source: `#include <sched.h>
#include <unistd.h>
int main() { if (unshare(CLONE_NEWUSER) == 0) ${succeed} }`,
  },
  {
    name: "leaves a process behind that acts later",
    claims: ["seccomp", "rlimits", "supervisor"],
    source: `#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
int main() {
  if (fork() == 0) {
    setsid();
    prctl(PR_SET_NAME, "MARK");
    if (fork() == 0) {
      for (int fd = 0; fd < 64; fd++) close(fd);
      sleep(60);
    }
    _exit(0);
  }
  wait(nullptr);
}`,
    succeeded: ({ left }) => left > 0,
  },
];
