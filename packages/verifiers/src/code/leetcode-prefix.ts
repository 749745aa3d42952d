/** What LeetCode itself puts before a solution, for the `prefix` of tasks whose source leaves it out. */
export const leetCodePrefix = `import bisect, collections, copy, datetime, functools, heapq, itertools, math, operator, random, re, string
from bisect import *
from collections import *
from functools import *
from heapq import *
from itertools import *
from operator import *
from string import *
from typing import *
from math import *
from builtins import pow
from sortedcontainers import SortedDict, SortedList, SortedSet

inf = float("inf")


class ListNode:
    def __init__(self, val=0, next=None):
        self.val = val
        self.next = next


class TreeNode:
    def __init__(self, val=0, left=None, right=None):
        self.val = val
        self.left = left
        self.right = right
`;
