"""Runs a test that we trust, in a process that never holds a model's code, and says how it ended.

What the test takes from the solution are stand-ins that ask the process of the solution; see `remote`.
"""

import ast
import builtins
import importlib
import os
import random
import struct
import sys
import types

import crossing
import remote
import test_files
import tolerance

REPORT_FD = 3

_MAX_MESSAGE = 400


def judge(task):
    """Reports how the test ended on the report channel, then ends the process. Never returns."""
    status = 1
    try:
        report = _judge(task)
        body = memoryview(struct.pack("<I", len(report)) + report)
        while body:
            body = body[os.write(REPORT_FD, body) :]
        status = 0
    finally:
        os._exit(status)


def _judge(task):
    solution = remote.Solution(task["mostCalls"], task["outputBytes"])
    try:
        report = _Judge(task, solution).run()
    except BaseException as error:
        report = _failed("test", f"the judge failed: {_describe(error)}")
    # Said by a stand-in, which the test may have caught.
    report = solution.fatal or report
    if report["outcome"] == "passed" and solution.calls == 0:
        report = {"outcome": "unsupported", "message": "the test passes without using the solution"}
    if report["outcome"] == "passed" and not solution.end():
        report = _failed("tampered", "the solution said more than it was asked")
    return crossing.to_text({**report, "calls": solution.calls})


class _Judge:
    def __init__(self, task, solution):
        self._task = task
        self._solution = solution
        self._prefix_failure = None
        self._module = types.ModuleType("__main__" if task["style"] == "script" else "test_solution")
        self._names = self._module.__dict__
        solution.test_names = self._names

    def run(self):
        task = self._task
        random.seed(0)
        sys.modules[self._module.__name__] = self._module
        sys.modules.update(test_files.stand_ins())
        try:
            tree = ast.parse(task["test"])
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            return {"outcome": "unsupported", "message": f"the test cannot be read: {_describe(error)}"}
        if not self._load_prefix():
            return self._prefix_failure
        report = self._bind_solution(tree)
        if report is not None:
            return report
        entry = task.get("entryPoint")
        if entry is not None and _defines_uncalled_check(tree):
            tree.body += ast.parse(f"check({entry})").body
        if task.get("tolerance") is not None or task.get("unordered"):
            tolerance.install(tree, self._names, task)
        return self._execute(tree)

    def _load_prefix(self):
        try:
            exec(compile((self._task.get("prefix") or "").strip(), "<prefix>", "exec"), self._names)
        except BaseException as error:
            self._prefix_failure = {"outcome": "unsupported", "message": f"the prefix fails: {_describe(error)}"}
            return False
        return True

    def _bind_solution(self, tree):
        """Gives the test stand-ins for the names that only the solution can define."""
        entry = self._task.get("entryPoint")
        entry_name = None if entry is None else entry.split("(")[0].split(".")[0]
        own = set(self._names) | set(dir(builtins))
        own |= _names_bound(tree)
        wanted = [name for name in _names_used(tree) if name not in own]
        if entry_name is not None:
            self._names.pop(entry_name, None)
            wanted = sorted({*wanted, entry_name})
        records = [node.name for node in tree.body if _is_record(node)]
        records += [name for name, value in self._names.items() if _is_class_of(value, self._module.__name__)]
        kinds = self._solution.describe(wanted, records)
        absent = []
        for name in wanted:
            kind = kinds[name]
            if kind[0] == "absent" or kind[0] == "module":
                if name in remote.USUAL_MODULES and name != entry_name:
                    self._names[name] = importlib.import_module(name)
                else:
                    absent.append(name)
            else:
                self._names[name] = self._solution.stand_in(name, kind)
        self._solution.absent = frozenset(absent)
        if entry_name in absent:
            return _failed("runtime_error", f"the code defines no {entry_name}")
        sys.modules[self._task["module"]] = remote.SolutionModule(self._task["module"], self._solution)
        return None

    def _execute(self, tree):
        entry = self._task.get("entryPoint")
        try:
            if entry is not None and "candidate" in self._solution.absent:
                self._names["candidate"] = eval(entry, self._names)
            exec(compile(tree, "<test>", "exec"), self._names)
            if self._task["style"] == "pytest":
                return {"outcome": "passed", "tests": test_files.run(self._module)}
        except BaseException as error:
            return _ended_by(error, self._solution, self._task["module"])
        return {"outcome": "passed", "tests": 1}


def _ended_by(error, solution, module):
    """The report of a test that an exception ended."""
    if isinstance(error, test_files.Unsupported):
        return {"outcome": "unsupported", "message": str(error)}
    if solution.has_raised(error):
        return _failed("memory" if isinstance(error, MemoryError) else "runtime_error", _describe(error))
    if isinstance(error, ImportError) and error.name == module:
        return _failed("runtime_error", _describe(error))
    if isinstance(error, ImportError):
        return {"outcome": "unsupported", "message": f"the test needs what is not here: {_describe(error)}"}
    if isinstance(error, NameError) and getattr(error, "name", None) in solution.absent:
        return _failed("runtime_error", f"the code defines no {error.name}")
    if isinstance(error, AssertionError):
        return _failed("assertion", _place(error) + (f": {_text(error)}" if _text(error) else ""))
    if isinstance(error, MemoryError):
        return _failed("memory", "out of memory in the test")
    return _failed("test", f"{_place(error)}: {_describe(error)}")


def _failed(why, message):
    return {"outcome": "failed", "why": why, "message": message[:_MAX_MESSAGE]}


def _place(error):
    line = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<test>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return "the test failed" if line is None else f"line {line} of the test failed"


def _text(error):
    try:
        return str(error)[:_MAX_MESSAGE]
    except BaseException:
        return ""


def _describe(error):
    return type(error).__name__ + (f": {_text(error)}" if _text(error) else "")


def _is_record(node):
    """Whether a statement defines a class of objects that are their attributes: without methods that others call."""
    methods = (ast.FunctionDef, ast.AsyncFunctionDef)
    return isinstance(node, ast.ClassDef) and not any(
        isinstance(one, methods) and not one.name.startswith("__") for one in node.body
    )


def _is_class_of(value, module):
    return isinstance(value, type) and value.__module__ == module


def _names_used(tree):
    """Every name that is read anywhere in a test and is no parameter, sorted, so that each run asks the same."""
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    parameters = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return sorted(used - parameters)


def _names_bound(tree):
    """The names that a test gives a meaning at its top."""
    bound = set()
    for statement in tree.body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound.add(statement.name)
        elif isinstance(statement, (ast.Import, ast.ImportFrom)):
            bound |= {(alias.asname or alias.name).split(".")[0] for alias in statement.names}
        else:
            names = (node for node in ast.walk(statement) if isinstance(node, ast.Name))
            bound |= {name.id for name in names if isinstance(name.ctx, ast.Store)}
    return bound


def _defines_uncalled_check(tree):
    """Whether the file defines `check` and, as HumanEval's, leaves it to whoever runs it to call it."""
    defines = any(isinstance(node, ast.FunctionDef) and node.name == "check" for node in tree.body)
    called = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return defines and not any(isinstance(one, ast.Name) and one.id == "check" for one in called)
