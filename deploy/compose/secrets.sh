#!/bin/sh
# Make .env with fresh secrets, for the owner's eyes only. An .env that is there is left alone.
set -eu
cd "$(dirname "$0")"
if [ -e .env ]; then
    echo ".env is there already; nothing was changed." >&2
    exit 1
fi
fresh() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
umask 077
cat > .env <<EOF
CELLSCANNER_POSTGRES_PASSWORD=$(fresh)
CELLSCANNER_STORE_ACCESS_KEY=$(fresh | cut -c1-20)
CELLSCANNER_STORE_SECRET_KEY=$(fresh)
CELLSCANNER_STORE_INNER_KEY=$(fresh)
CELLSCANNER_SERVICE_TOKEN=$(fresh)
EOF
echo "Wrote $(pwd)/.env. Keep a copy where you keep the backups."
