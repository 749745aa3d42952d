"""Jobs of kind `function`: calls of a function that a model wrote, as results that nothing of the model's can forge."""

import ast
import functools
import os

import answering
import preloading
import supervising

_OVERHEAD_PER_CALL = answering.HEADER.size + 1024


def reply(supervisor, job):
    try:
        arguments = _parse_arguments(job)
    except ValueError as error:
        return {"badArguments": str(error)}
    nonce = os.urandom(16)
    work = supervising.Work(
        functools.partial(answering.answer_calls, job, arguments, nonce),
        job,
        {"AS": supervisor.base_bytes + (job["memoryMb"] << 20), "STACK": 8 << 20, "NPROC": 0, "NOFILE": 4},
        result_limit=job["outputBytes"] + _OVERHEAD_PER_CALL * (len(arguments) + 1),
        hidden_modules=("answering", "calling", *preloading.program_only),
    )
    child = supervisor.run(work)
    return {"results": _results(bytes(child.result), nonce, len(arguments), _end_of(child))}


def _parse_arguments(job):
    """The arguments of each call. Parsed before the fork, so that no child can blame the task for its own failure.

    Raises ValueError for what is no Python literal.
    """
    try:
        return [tuple(ast.literal_eval(text) for text in call) for call in job["calls"]]
    except (SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error


def _end_of(child):
    """Why a child has not answered every call, or None where it ended as it should."""
    failure = child.failure()
    if failure is not None:
        return failure
    code = os.WEXITSTATUS(child.status)
    if code == supervising.MEMORY_EXIT:
        return ("memory", "out of memory")
    return None if code == 0 else ("runtime_error", f"the process ended with status {code}")


def _results(received, nonce, count, end):
    """One result a call from the frames, in order. Anything but whole, expected frames fails every call."""
    header = answering.HEADER
    results = []
    position = 0
    while len(received) - position >= header.size:
        tag, index, kind, length = header.unpack_from(received, position)
        body = received[position + header.size : position + header.size + length]
        if tag != nonce or index not in (len(results), answering.ALL_CALLS) or len(results) >= count:
            return _failed(count, "runtime_error", "the result channel was tampered with")
        if len(body) < length:
            break
        result = _result(kind, body)
        if result is None or (index == answering.ALL_CALLS and (results or result[0] != "failed")):
            return _failed(count, "runtime_error", "the result channel was tampered with")
        results += [result] * (count if index == answering.ALL_CALLS else 1)
        position += header.size + length
    if len(results) == count:
        return results if end is None and position == len(received) else _failed(count, *(end or _UNTIDY))
    return results + _failed(count - len(results), *(end or _SILENT))


_SILENT = ("runtime_error", "the process ended before it answered")
_UNTIDY = ("runtime_error", "the result channel was tampered with")


def _result(kind, body):
    text = body.decode("utf-8", "replace")
    if kind < answering.FAILURE_BASE:
        return ["value", answering.PLAIN_TYPES[kind].__name__, text]
    if kind - answering.FAILURE_BASE < len(answering.FAILURES):
        return ["failed", answering.FAILURES[kind - answering.FAILURE_BASE], text[:400]]
    return None


def _failed(count, why, message):
    return [["failed", why, message]] * count
