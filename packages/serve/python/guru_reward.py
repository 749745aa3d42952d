"""Rewards of a GURU server for verl: custom_reward_function.path=guru_reward.py, .name=compute_score.

GURU_REWARD_URL and GURU_REWARD_TOKEN say where the server is. What it could not judge raises, unless GURU_UNSCORED=zero.
"""

import json
import os
import urllib.request

URL = os.environ.get("GURU_REWARD_URL", "http://127.0.0.1:8700")
TIMEOUT_SECONDS = float(os.environ.get("GURU_REWARD_TIMEOUT", "180"))


def compute_scores(data_sources, solution_strs, ground_truths, extra_infos=None):
    """One dict a response: score, acc and unscored, all numbers. For verl's batch reward manager."""
    infos = extra_infos if extra_infos is not None else [None] * len(data_sources)
    rows = [
        {"data_source": source, "response": response, "ground_truth": truth, "extra_info": info}
        for source, response, truth, info in zip(data_sources, solution_strs, ground_truths, infos, strict=True)
    ]
    headers = {"content-type": "application/json"}
    if token := os.environ.get("GURU_REWARD_TOKEN"):
        headers["authorization"] = f"Bearer {token}"
    body = json.dumps({"items": rows}, default=lambda value: value.tolist()).encode()
    request = urllib.request.Request(f"{URL}/v1/verify", body, headers)
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as reply:
        return [_reward(row["verdict"]) for row in json.load(reply)["results"]]


def compute_score(data_source, solution_str, ground_truth, extra_info=None, **_):
    """The reward of one response, as verl's reward managers ask for it."""
    return compute_scores([data_source], [solution_str], [ground_truth], [extra_info])[0]


def _reward(verdict):
    unscored = verdict["outcome"] == "unscored"
    if unscored and os.environ.get("GURU_UNSCORED") != "zero":
        raise RuntimeError(f"not judged ({verdict['reason']}): {verdict['error']['message']}")
    return {"score": verdict.get("score", 0.0), "acc": float(verdict["outcome"] == "correct"), "unscored": float(unscored)}
