#!/bin/sh
# Builds the console into the folder named, unless what it was built from has not changed.
# Usage: build.sh OUT STAMP
set -eu
out=$1
stamp=$2
cd "$(dirname "$0")"

sources=$(find . -type f -not -path './node_modules/*' -not -path './dist/*' | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d' ' -f1)
if [ -f "$out/index.html" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$sources" ]; then
  echo "console: unchanged"
  exit 0
fi

if ! cmp -s package-lock.json node_modules/.installed; then
  npm ci --no-audit --no-fund
  cp package-lock.json node_modules/.installed
fi
npm test
CONSOLE_OUT=$out npm run build
mkdir -p "$(dirname "$stamp")"
echo "$sources" > "$stamp"
