"""Writes schedules.json: what the schedulers of diffusers give, for worker/diffusion to be compared with.

    python test/diffusers/make_schedules.py

Packages: worker/models/export/requirements.txt.
"""

import json
from pathlib import Path

import diffusers
import torch
from diffusers import EulerAncestralDiscreteScheduler, EulerDiscreteScheduler
from diffusers.schedulers import scheduling_euler_ancestral_discrete as ancestral

from philox_noise import noise

SEED = 7
SHAPE = (1, 2, 2, 3)
# Of Stable Diffusion XL base 1.0, scheduler_config.json.
SETTINGS = dict(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", steps_offset=1)
SAMPLERS = {"euler": EulerDiscreteScheduler, "euler-ancestral": EulerAncestralDiscreteScheduler}


def stand_in(scaled: torch.Tensor, timestep: torch.Tensor) -> torch.Tensor:
    """In the place of a UNet: anything that depends on all it is given."""
    return torch.tanh(scaled * 0.8 + timestep / 1000 - 0.3)


def schedule(spacing: str, count: int) -> dict:
    scheduler = EulerDiscreteScheduler(timestep_spacing=spacing, **SETTINGS)
    scheduler.set_timesteps(count)
    return {
        "spacing": spacing,
        "stepCount": count,
        "timesteps": scheduler.timesteps.tolist(),
        "sigmas": scheduler.sigmas.tolist(),
        "initialSigma": float(scheduler.init_noise_sigma),
    }


def run(sampler: str, spacing: str, count: int) -> dict:
    scheduler = SAMPLERS[sampler](timestep_spacing=spacing, **SETTINGS)
    scheduler.set_timesteps(count)
    latents = torch.from_numpy(noise(SEED, 0, SHAPE)) * scheduler.init_noise_sigma
    steps = []
    for draw, timestep in enumerate(scheduler.timesteps, start=1):
        # In the place of torch's own noise, which no other program can draw.
        ancestral.randn_tensor = lambda shape, **_: torch.from_numpy(noise(SEED, draw, tuple(shape)))
        scaled = scheduler.scale_model_input(latents, timestep)
        latents = scheduler.step(stand_in(scaled, timestep), timestep, latents).prev_sample
        steps.append(latents.flatten().tolist())
    return {"sampler": sampler, "spacing": spacing, "stepCount": count, "latents": steps}


made = {
    "by": f"diffusers {diffusers.__version__}, torch {torch.__version__}",
    "seed": SEED,
    "elementCount": int(torch.Size(SHAPE).numel()),
    "schedules": [schedule(spacing, count) for spacing in ("leading", "trailing") for count in (1, 4, 7, 8, 16, 25, 30, 50)],
    "runs": [run(sampler, spacing, count) for sampler in SAMPLERS for spacing in ("leading", "trailing") for count in (1, 4, 30)],
}
Path(__file__).with_name("schedules.json").write_text(json.dumps(made) + "\n")
