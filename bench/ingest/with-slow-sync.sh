#!/bin/sh
# Node under strace, which delays the end of each sync by 20 ms and looks at no other call.
exec strace -f -qq --seccomp-bpf -o /dev/null -e trace=fsync,fdatasync \
  -e inject=fsync,fdatasync:delay_exit=20000 node "$@"
