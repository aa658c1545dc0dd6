"""The hook by which an office hears of a bad night: a command or a webhook of the settings, given JSON."""

from __future__ import annotations

import json
import logging
import shlex
import subprocess
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Literal

from pipeline.store import now

if TYPE_CHECKING:
    from pipeline.settings import Settings

Event = Literal["failed", "late", "doubts"]
SECONDS = 60
log = logging.getLogger("kehoach.alerts")


def alert(settings: Settings, event: Event, vi: str, en: str, **facts: object) -> None:
    """Tell the office; a hook that fails is logged and costs the night nothing."""
    log.warning("alert: %s", en, extra={"code": event})
    told = {"event": event, "message_vi": vi, "message_en": en, "data": str(settings.data), "when": now(), **facts}
    content = json.dumps(told, ensure_ascii=False, default=str).encode()
    if settings.alert_command:
        try:
            command = shlex.split(settings.alert_command)
            subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=True)
        except (OSError, ValueError, subprocess.SubprocessError) as fault:
            log.error("the alert command failed: %s", fault)
    if settings.alert_webhook:
        try:
            request = urllib.request.Request(settings.alert_webhook, content, {"Content-Type": "application/json"})
            with urllib.request.urlopen(request, timeout=SECONDS):
                pass
        except (urllib.error.URLError, OSError, ValueError) as fault:
            log.error("the alert webhook failed: %s", fault)
