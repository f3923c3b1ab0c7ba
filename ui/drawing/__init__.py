"""Painters of trees and charts: frozen values in, any paint device out. QtGui only."""
