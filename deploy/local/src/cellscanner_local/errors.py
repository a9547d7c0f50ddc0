"""What keeps the suite from starting, in one line for a person."""


class StartError(Exception):
    """The start cannot go on; the message is the whole explanation."""


class PortInUse(StartError):
    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Port {port} on {host} is already in use. "
            f"Stop the other program or choose another port: CELLSCANNER_PORT={port + 1} make run"
        )


class AddressUnusable(StartError):
    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(
            f"Nothing can be served on port {port} of {host}: {reason}. "
            "Set CELLSCANNER_HOST to an address of this machine and CELLSCANNER_PORT to a port from 1024 on."
        )


class SecretsUnreadable(StartError):
    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} is damaged, and the data beside it cannot be opened without it. Put back a copy from your backup."
        )


class AlreadyRunning(StartError):
    def __init__(self, data_dir: str, pid: str) -> None:
        super().__init__(
            f"CellScanner is already running on {data_dir} (process {pid}). "
            "For a second one set both CELLSCANNER_DATA_DIR and CELLSCANNER_PORT."
        )


class NotWritable(StartError):
    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"The data folder {path} cannot be written: {reason}. Set CELLSCANNER_DATA_DIR to a folder of your own."
        )


class DiskFull(StartError):
    def __init__(self, path: str, free_gb: float, needed_gb: float) -> None:
        super().__init__(
            f"The disk is full: {free_gb:.1f} GB are free for {path}, and CellScanner needs {needed_gb:.0f} GB. "
            "Free some space or set CELLSCANNER_DATA_DIR to another disk."
        )


class EngineFailed(StartError):
    def __init__(self, name: str, detail: str) -> None:
        super().__init__(f"{name} did not start: {detail}")


class NotReady(StartError):
    def __init__(self, waited_s: float, missing: str, logs: str) -> None:
        super().__init__(f"After {waited_s:.0f} s this is still missing: {missing}. The reasons are in {logs}.")
